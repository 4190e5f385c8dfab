using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using TazPod.Vault.Errors;
using TazPod.Vault.Storage;

namespace TazPod.Storage.Conformance.Tests;

/// <summary>The contract of an object store, as tests that every store must pass; one file per topic.</summary>
/// <remarks>A store is added with a class that opens and removes a bucket and declares its <see cref="Traits"/>. Each test has its own
/// bucket.</remarks>
public abstract partial class StoreConformance : IAsyncLifetime
{
    private static readonly Dictionary<string, string> NoMetadata = [];
    private IObjectStore? opened;

    /// <summary>The differences of the store from AWS.</summary>
    protected abstract StoreTraits Traits { get; }

    /// <summary>Why the store cannot be tested here; null when it can.</summary>
    protected virtual string? SkipReason => null;

    /// <summary>The store with this test's own bucket, which exists.</summary>
    protected IObjectStore Store => opened ?? throw new InvalidOperationException("not initialized");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(SkipReason is not null, SkipReason ?? "");
        await StartAsync();
        var store = Open(NewBucketName());
        await store.CreateBucketAsync(Token);
        opened = store;
    }

    public async ValueTask DisposeAsync()
    {
        if (opened is not null)
        {
            await EmptyAsync(opened);
            await RemoveBucketAsync(opened.Identity.Bucket);
            opened.Dispose();
        }

        await StopAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Starts what the store needs, before it is opened.</summary>
    protected virtual Task StartAsync() => Task.CompletedTask;

    /// <summary>Stops what was started; called even if nothing was.</summary>
    protected virtual ValueTask StopAsync() => ValueTask.CompletedTask;

    /// <summary>The store with a bucket that need not exist.</summary>
    protected abstract IObjectStore Open(string bucket);

    /// <summary>Removes an empty bucket.</summary>
    protected abstract Task RemoveBucketAsync(string bucket);

    private static string NewBucketName() => $"conformance-{Guid.NewGuid():N}";

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Noise(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    [SuppressMessage("Security", "CA5351", Justification = "S3's ETags are MD5.")]
    private static string Md5(byte[] content) => Convert.ToHexStringLower(MD5.HashData(content));

    private static async Task<byte[]> ReadAsync(Stream content)
    {
        using var buffer = new MemoryStream();
        await content.CopyToAsync(buffer, Token);
        return buffer.ToArray();
    }

    private static async Task EmptyAsync(IObjectStore store)
    {
        var rest = await store.ListObjectsAsync("", CancellationToken.None);
        await store.DeleteObjectsAsync([.. rest.Select(info => info.Key)], CancellationToken.None);
    }

    private static async Task FailsAsync(VaultError error, Func<Task> act)
    {
        var exception = await Assert.ThrowsAsync<VaultException>(act);
        Assert.Equal(error.Code, exception.Error.Code);
        Assert.DoesNotContain('\n', exception.Message);
    }

    private async Task<string> StoreAsync(string key, byte[] content, Dictionary<string, string>? metadata = null)
    {
        var result = await Store.PutObjectAsync(key, content, metadata ?? NoMetadata, WriteCondition.None, null, Token);
        Assert.Equal(PutOutcome.Stored, result.Outcome);
        return result.ETag;
    }

    private async Task<PutResult> PutAsync(string key, string content, WriteCondition condition) =>
        await Store.PutObjectAsync(key, Text(content), NoMetadata, condition, null, Token);

    private async Task<byte[]> ContentAsync(string key)
    {
        await using var download = await Store.GetObjectAsync(key, null, Token);
        Assert.Equal(GetOutcome.Found, download.Outcome);
        return await ReadAsync(download.Content);
    }

    private async Task HoldsAsync(string key, string content) => Assert.Equal(content, Encoding.UTF8.GetString(await ContentAsync(key)));
}
