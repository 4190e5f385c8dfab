using TazPod.Vault.Errors;
using TazPod.Vault.Storage;

namespace TazPod.Vault.Sync.Tests.Lineages;

/// <summary>The store as seen by a process that dies at one request: that request is sent or not, and none after it.</summary>
/// <param name="store">The store.</param>
/// <param name="dieAt">The number of the request, from 1; 0 for none.</param>
/// <param name="afterCommit">Whether that request is carried out.</param>
internal sealed class CrashingStore(IObjectStore store, int dieAt, bool afterCommit) : IObjectStore
{
    /// <summary>The number of requests.</summary>
    public int Requests { get; private set; }

    /// <summary>Runs just before each request, with its number; does nothing by default.</summary>
    public Func<int, Task> Before { get; init; } = _ => Task.CompletedTask;

    public StoreIdentity Identity => store.Identity;

    public ConditionSupport Conditions => store.Conditions;

    public Task<HeadResult> HeadObjectAsync(string key, CancellationToken cancellationToken = default) =>
        SendAsync(() => store.HeadObjectAsync(key, cancellationToken));

    public Task<ObjectDownload> GetObjectAsync(string key, string? ifNoneMatch = null, CancellationToken cancellationToken = default) =>
        SendAsync(() => store.GetObjectAsync(key, ifNoneMatch, cancellationToken));

    public Task<ObjectDownload> GetVersionAsync(string key, string etag, CancellationToken cancellationToken = default) =>
        SendAsync(() => store.GetVersionAsync(key, etag, cancellationToken));

    public Task<PutResult> PutObjectAsync(
        string key,
        ReadOnlyMemory<byte> content,
        IReadOnlyDictionary<string, string> metadata,
        WriteCondition condition,
        IProgress<long>? progress = null,
        CancellationToken cancellationToken = default) =>
        SendAsync(() => store.PutObjectAsync(key, content, metadata, condition, progress, cancellationToken));

    public Task<PutResult> PutStreamAsync(
        string key,
        StreamedContent content,
        IReadOnlyDictionary<string, string> metadata,
        WriteCondition condition,
        IProgress<long>? progress = null,
        CancellationToken cancellationToken = default) =>
        SendAsync(() => store.PutStreamAsync(key, content, metadata, condition, progress, cancellationToken));

    public Task<CopyResult> CopyObjectAsync(
        string sourceKey, string sourceETag, string destinationKey, CancellationToken cancellationToken = default) =>
        CopyObjectAsync(sourceKey, sourceETag, destinationKey, null, cancellationToken);

    public Task<CopyResult> CopyObjectAsync(
        string sourceKey,
        string sourceETag,
        string destinationKey,
        IReadOnlyDictionary<string, string>? metadata,
        CancellationToken cancellationToken = default) =>
        SendAsync(() => store.CopyObjectAsync(sourceKey, sourceETag, destinationKey, metadata, cancellationToken));

    public Task<IReadOnlyList<ObjectInfo>> ListObjectsAsync(string prefix, CancellationToken cancellationToken = default) =>
        SendAsync(() => store.ListObjectsAsync(prefix, cancellationToken));

    public Task<DeleteResult> DeleteObjectsAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken = default) =>
        SendAsync(() => store.DeleteObjectsAsync(keys, cancellationToken));

    public Task<BucketCreation> CreateBucketAsync(CancellationToken cancellationToken = default) =>
        SendAsync(() => store.CreateBucketAsync(cancellationToken));

    public void Dispose() => store.Dispose();

    private async Task<T> SendAsync<T>(Func<Task<T>> send)
    {
        var number = ++Requests;
        await Before(number);
        if (dieAt == 0 || number < dieAt)
        {
            return await send();
        }

        if (number == dieAt && afterCommit)
        {
            await send();
        }

        throw VaultErrors.StoreUnreachable.With("the process is gone", "Start it again.");
    }
}
