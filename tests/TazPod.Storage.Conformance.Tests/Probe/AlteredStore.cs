using TazPod.Vault.Storage;

namespace TazPod.Storage.Conformance.Tests.Probe;

/// <summary>A store that counts requests and whose PUT, COPY and DELETE a test can alter.</summary>
internal sealed class AlteredStore(IObjectStore store) : IObjectStore
{
    public delegate Task<PutResult> Put(int request, ReadOnlyMemory<byte> content, WriteCondition condition, Func<WriteCondition, Task<PutResult>> send);

    public int Requests { get; private set; }

    public Put OnPut { get; init; } = (_, _, condition, send) => send(condition);

    public Func<Func<Task<CopyResult>>, Task<CopyResult>> OnCopy { get; init; } = send => send();

    public Func<Func<Task<DeleteResult>>, Task<DeleteResult>> OnDelete { get; init; } = send => send();

    public StoreIdentity Identity => store.Identity;

    public ConditionSupport Conditions => ConditionSupport.Unknown;

    public Task<PutResult> PutObjectAsync(
        string key,
        ReadOnlyMemory<byte> content,
        IReadOnlyDictionary<string, string> metadata,
        WriteCondition condition,
        IProgress<long>? progress = null,
        CancellationToken cancellationToken = default) =>
        OnPut(++Requests, content, condition, sent => store.PutObjectAsync(key, content, metadata, sent, progress, cancellationToken));

    public Task<CopyResult> CopyObjectAsync(
        string sourceKey, string sourceETag, string destinationKey, CancellationToken cancellationToken = default)
    {
        Requests++;
        return OnCopy(() => store.CopyObjectAsync(sourceKey, sourceETag, destinationKey, cancellationToken));
    }

    public Task<CopyResult> CopyObjectAsync(
        string sourceKey,
        string sourceETag,
        string destinationKey,
        IReadOnlyDictionary<string, string>? metadata,
        CancellationToken cancellationToken = default)
    {
        Requests++;
        return OnCopy(() => store.CopyObjectAsync(sourceKey, sourceETag, destinationKey, metadata, cancellationToken));
    }

    public Task<DeleteResult> DeleteObjectsAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken = default)
    {
        Requests++;
        return OnDelete(() => store.DeleteObjectsAsync(keys, cancellationToken));
    }

    public Task<HeadResult> HeadObjectAsync(string key, CancellationToken cancellationToken = default)
    {
        Requests++;
        return store.HeadObjectAsync(key, cancellationToken);
    }

    public Task<ObjectDownload> GetObjectAsync(
        string key, string? ifNoneMatch = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<ObjectDownload> GetVersionAsync(string key, string etag, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<PutResult> PutStreamAsync(
        string key,
        StreamedContent content,
        IReadOnlyDictionary<string, string> metadata,
        WriteCondition condition,
        IProgress<long>? progress = null,
        CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<IReadOnlyList<ObjectInfo>> ListObjectsAsync(string prefix, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<BucketCreation> CreateBucketAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public void Dispose()
    {
    }
}
