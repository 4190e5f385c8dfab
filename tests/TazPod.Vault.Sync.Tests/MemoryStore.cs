using System.Security.Cryptography;
using TazPod.Vault.Storage;

namespace TazPod.Vault.Sync.Tests;

/// <summary>A store in memory for thousands of histories. It only supports listing, reading metadata and deleting.</summary>
internal sealed class MemoryStore : IObjectStore
{
    private readonly Dictionary<string, (byte[] Content, IReadOnlyDictionary<string, string> Metadata)> objects = [];

    public StoreIdentity Identity { get; } = new("memory", "bucket");

    public ConditionSupport Conditions => ConditionSupport.Honoured;

    public IEnumerable<string> Keys => objects.Keys;

    public void Put(string key, byte[] content) => objects[key] = (content, new Dictionary<string, string>());

    public Task<HeadResult> HeadObjectAsync(string key, CancellationToken cancellationToken = default) =>
        Task.FromResult(new HeadResult(DateTimeOffset.UnixEpoch, objects.TryGetValue(key, out var found) ? Head(key, found) : null));

    public Task<IReadOnlyList<ObjectInfo>> ListObjectsAsync(string prefix, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<ObjectInfo>>(
        [
            .. objects.Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal)).OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => new ObjectInfo(pair.Key, DateTimeOffset.UnixEpoch, pair.Value.Content.Length) { ETag = ETag(pair.Value.Content) }),
        ]);

    public Task<DeleteResult> DeleteObjectsAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken = default)
    {
        foreach (var key in keys)
        {
            Assert.True(objects.Remove(key), $"{key} did not exist");
        }

        return Task.FromResult(new DeleteResult([.. keys], []));
    }

    public Task<ObjectDownload> GetObjectAsync(string key, string? ifNoneMatch = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<PutResult> PutObjectAsync(
        string key,
        ReadOnlyMemory<byte> content,
        IReadOnlyDictionary<string, string> metadata,
        WriteCondition condition,
        IProgress<long>? progress = null,
        CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<ObjectDownload> GetVersionAsync(string key, string etag, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<PutResult> PutStreamAsync(
        string key,
        StreamedContent content,
        IReadOnlyDictionary<string, string> metadata,
        WriteCondition condition,
        IProgress<long>? progress = null,
        CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<CopyResult> CopyObjectAsync(
        string sourceKey, string sourceETag, string destinationKey, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<CopyResult> CopyObjectAsync(
        string sourceKey,
        string sourceETag,
        string destinationKey,
        IReadOnlyDictionary<string, string>? metadata,
        CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<BucketCreation> CreateBucketAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public void Dispose()
    {
    }

    private static ObjectHead Head(string key, (byte[] Content, IReadOnlyDictionary<string, string> Metadata) found) =>
        new(key, found.Content.Length, DateTimeOffset.UnixEpoch, ETag(found.Content), found.Metadata) { ETagIsMd5 = true };

#pragma warning disable CA5351 // S3's ETag is an MD5.
    private static string ETag(byte[] content) => Convert.ToHexStringLower(MD5.HashData(content));
#pragma warning restore CA5351
}
