using System.Text;
using TazPod.Testing;
using TazPod.Vault.Errors;
using TazPod.Vault.Storage;

namespace TazPod.Storage.Conformance.Tests.Directories;

/// <summary>A directory store in a temporary folder, with an existing bucket.</summary>
public abstract class DirectoryStoreTest : IAsyncLifetime
{
    protected const string Bucket = "bucket";

    private readonly TemporaryDirectory temporary = new("store");

    protected DirectoryStoreTest() => Store = Open(TimeSpan.FromSeconds(10));

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The store's directory, which is created with the bucket.</summary>
    protected string Root => Path.Combine(temporary.Path, "store");

    private protected DirectoryStore Store { get; }

    public async ValueTask InitializeAsync() => await Store.CreateBucketAsync(Token);

    public ValueTask DisposeAsync()
    {
        Store.Dispose();
        temporary.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    private protected DirectoryStore Open(TimeSpan patience, TimeProvider? time = null) =>
        new(Root, Bucket, time ?? TimeProvider.System, patience);

    protected string FileOf(string key) => Path.Combine(Root, Bucket, key);

    protected async Task<PutResult> PutAsync(string key, string content, Dictionary<string, string>? metadata = null) =>
        await Store.PutObjectAsync(key, Encoding.UTF8.GetBytes(content), metadata ?? [], WriteCondition.None, null, Token);

    protected async Task<string> ContentAsync(string key)
    {
        await using var download = await Store.GetObjectAsync(key, null, Token);
        using var reader = new StreamReader(download.Content);
        return await reader.ReadToEndAsync(Token);
    }

    protected async Task<string[]> KeysAsync() => [.. (await Store.ListObjectsAsync("", Token)).Select(info => info.Key)];

    /// <summary>Files of the store that are not objects.</summary>
    protected string[] TemporaryFiles() => Directory.GetFiles(Root, "*.tazpod-tmp", new EnumerationOptions
    {
        RecurseSubdirectories = true,
        AttributesToSkip = 0,
    });

    protected static async Task<VaultException> FailsAsync(VaultError error, Func<Task> act)
    {
        var exception = await Assert.ThrowsAsync<VaultException>(act);
        Assert.Equal(error.Code, exception.Error.Code);
        Assert.DoesNotContain('\n', exception.Message);
        return exception;
    }
}
