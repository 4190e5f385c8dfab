using TazPod.Testing;
using TazPod.Testing.S3;
using TazPod.Vault.History;
using TazPod.Vault.S3;
using TazPod.Vault.Storage;

namespace TazPod.Vault.Sync.Tests.Rivals;

/// <summary>The store in which rivals compete.</summary>
internal sealed class Arena : IAsyncDisposable
{
    private const string BucketName = "rivals-bucket";
    private readonly Func<IObjectStore> open;
    private readonly Func<ValueTask> close;

    private Arena(Func<IObjectStore> open, Func<ValueTask> close)
    {
        this.open = open;
        this.close = close;
    }

    public static async Task<Arena> OpenAsync(ArenaKind kind) => kind switch
    {
        ArenaKind.Aws => await OnEndpointAsync(S3Quirks.Aws),
        ArenaKind.Ceph => await OnEndpointAsync(S3Quirks.Rgw),
        ArenaKind.Directory => InDirectory(),
        _ => OnRealServer(),
    };

    public IObjectStore Open() => open();

    /// <summary>Writes like the other tool: latest only, with its only label, whatever latest is.</summary>
    public async Task WriteForeignAsync(byte[] vault)
    {
        using var store = Open();
        await store.PutObjectAsync(
            ObjectKeys.Latest,
            vault,
            new Dictionary<string, string> { [ObjectLabels.ContentSha256] = Rival.Sha256(vault) },
            WriteCondition.None);
    }

    public async Task<byte[]?> LatestAsync()
    {
        using var store = Open();
        return await ReadAsync(store, ObjectKeys.Latest);
    }

    /// <summary>The SHA-256 of every history copy.</summary>
    public async Task<HashSet<string>> HistoryAsync()
    {
        using var store = Open();
        var contents = new HashSet<string>();
        foreach (var copy in (await HistoryListing.ReadAsync(store, CancellationToken.None)).Copies)
        {
            contents.Add(Rival.Sha256((await ReadAsync(store, copy.Key))!));
        }

        return contents;
    }

    public ValueTask DisposeAsync() => close();

    private static async Task<byte[]?> ReadAsync(IObjectStore store, string key)
    {
        await using var download = await store.GetObjectAsync(key);
        if (download.Outcome != GetOutcome.Found)
        {
            return null;
        }

        using var content = new MemoryStream();
        await download.Content.CopyToAsync(content);
        return content.ToArray();
    }

    private static async Task<Arena> OnEndpointAsync(S3Quirks quirks)
    {
        var s3 = await S3Endpoint.StartAsync(new S3EndpointOptions { Quirks = quirks, Buckets = [BucketName] });
        var options = new S3StoreOptions
        {
            Bucket = BucketName,
            Region = s3.Region,
            Endpoint = s3.Url,
            AccessKeyId = s3.AccessKey,
            SecretAccessKey = s3.SecretKey,
        };
        return new Arena(() => S3Client.Create(options, NoEnvironment.Find), s3.DisposeAsync);
    }

    private static Arena InDirectory()
    {
        var directory = new TemporaryDirectory("rivals-store");
        return new Arena(
            () => new DirectoryStore(directory.Path, BucketName, TimeProvider.System),
            () =>
            {
                directory.Dispose();
                return ValueTask.CompletedTask;
            });
    }

    private static Arena OnRealServer()
    {
        Assert.SkipWhen(RgwServer.SkipReason is not null, RgwServer.SkipReason ?? "");
        var server = RgwServer.Current;
        var options = new S3StoreOptions
        {
            Bucket = $"rivals-{Guid.NewGuid():N}",
            Region = server.Region,
            Endpoint = server.Endpoint,
            AccessKeyId = server.AccessKey,
            SecretAccessKey = server.SecretKey,
        };
        return new Arena(() => S3Client.Create(options, NoEnvironment.Find), async () =>
        {
            using var store = S3Client.Create(options, NoEnvironment.Find);
            var all = await store.ListObjectsAsync("");
            await store.DeleteObjectsAsync([.. all.Select(each => each.Key)]);
        });
    }
}
