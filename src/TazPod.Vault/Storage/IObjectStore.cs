using System.Collections.Immutable;
using TazPod.Vault.Errors;

namespace TazPod.Vault.Storage;

/// <summary>The object store port: what the vault needs of S3, and nothing more.</summary>
/// <remarks>
/// One bucket, flat keys. Every implementation passes the same conformance suite. Expected answers (missing, moved, refused) are
/// results; anything else is a <see cref="VaultException"/>: <see cref="VaultErrors.BucketNotFound"/>,
/// <see cref="VaultErrors.StoreUnreachable"/>, <see cref="VaultErrors.StoreFailed"/>, the credential rows (5xxx) or, for a directory,
/// the file rows (6xxx). Implementations retry requests that are safe to repeat; a conditional write whose answer was lost is the
/// caller's to look after, since only the caller can tell its own bytes.
/// </remarks>
public interface IObjectStore : IDisposable
{
    /// <summary>Which store this is: what remembered facts are keyed by.</summary>
    StoreIdentity Identity { get; }

    /// <summary>Lines for the operator about how the store is reached; none by default. Never a secret.</summary>
    IReadOnlyList<string> Notices => [];

    /// <summary>What VaultDoctor shows of how the store is reached: names, and values with where they are from. One with the name of a setting
    /// stands in its place. None by default; never a secret.</summary>
    IReadOnlyDictionary<string, string> Facts => ImmutableDictionary<string, string>.Empty;

    /// <summary>Whether this kind of store is known to honour conditional writes without asking it.</summary>
    ConditionSupport Conditions { get; }

    /// <summary>One HEAD: the object's facts, or none when the key (or the bucket: a HEAD cannot tell) is missing.</summary>
    /// <remarks>Where the answer alone does not show that it is the store's, one LIST confirms it.</remarks>
    Task<HeadResult> HeadObjectAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>One GET. The content is a stream; nothing is buffered.</summary>
    /// <remarks>A content that ends early is a failure. That its bytes are those that were stored is the caller's to check: against a hash
    /// that it knows, or against the ETag where that is an MD5.</remarks>
    /// <param name="key">The object's key.</param>
    /// <param name="ifNoneMatch">An unquoted ETag: the answer is <see cref="GetOutcome.NotModified"/> when the object still has it.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    Task<ObjectDownload> GetObjectAsync(string key, string? ifNoneMatch = null, CancellationToken cancellationToken = default);

    /// <summary>One GET of exactly one version (<c>If-Match</c>). The content is a stream; nothing is buffered.</summary>
    /// <param name="key">The object's key.</param>
    /// <param name="etag">The unquoted ETag that must stand there: the answer is <see cref="GetOutcome.Changed"/> when another does,
    /// even on a store that ignores the condition.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    Task<ObjectDownload> GetVersionAsync(string key, string etag, CancellationToken cancellationToken = default);

    /// <summary>One PUT of the whole object, with its metadata, never in parts.</summary>
    /// <remarks>Throws <see cref="VaultErrors.StoreUnreachable"/> or <see cref="VaultErrors.StoreFailed"/> when the answer was lost or a
    /// failure: the object may or may not be stored then.</remarks>
    Task<PutResult> PutObjectAsync(
        string key,
        ReadOnlyMemory<byte> content,
        IReadOnlyDictionary<string, string> metadata,
        WriteCondition condition,
        IProgress<long>? progress = null,
        CancellationToken cancellationToken = default);

    /// <summary>One PUT of a whole object out of a stream, with its metadata, never in parts; nothing is held in memory.</summary>
    /// <remarks>As <see cref="PutObjectAsync"/>. Bytes that are not of the announced length and MD5 are not stored, or the answer's ETag
    /// tells: <see cref="VaultErrors.StoreFailed"/>.</remarks>
    Task<PutResult> PutStreamAsync(
        string key,
        StreamedContent content,
        IReadOnlyDictionary<string, string> metadata,
        WriteCondition condition,
        IProgress<long>? progress = null,
        CancellationToken cancellationToken = default);

    /// <summary>One server-side COPY of an object with its metadata.</summary>
    /// <param name="sourceKey">The object to copy.</param>
    /// <param name="sourceETag">Sent as the condition on the source; a store may ignore it, so compare <see cref="CopyResult.ETag"/>.</param>
    /// <param name="destinationKey">Where to; overwritten if there.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    Task<CopyResult> CopyObjectAsync(
        string sourceKey, string sourceETag, string destinationKey, CancellationToken cancellationToken = default);

    /// <summary>One server-side COPY that gives the copy other metadata; source and destination may be one object.</summary>
    /// <param name="sourceKey">The object to copy.</param>
    /// <param name="sourceETag">Sent as the condition on the source; a store may ignore it, so compare <see cref="CopyResult.ETag"/>.</param>
    /// <param name="destinationKey">Where to; overwritten if there.</param>
    /// <param name="metadata">All metadata of the copy; null takes that of the source.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    Task<CopyResult> CopyObjectAsync(
        string sourceKey,
        string sourceETag,
        string destinationKey,
        IReadOnlyDictionary<string, string>? metadata,
        CancellationToken cancellationToken = default);

    /// <summary>All objects below a prefix in key order; one request per 1000.</summary>
    Task<IReadOnlyList<ObjectInfo>> ListObjectsAsync(string prefix, CancellationToken cancellationToken = default);

    /// <summary>Deletes any number of keys in batches of 1000; a key that is not there counts as deleted.</summary>
    /// <returns>What was deleted and, key by key, what was not.</returns>
    Task<DeleteResult> DeleteObjectsAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken = default);

    /// <summary>Makes the bucket in the configured region, or finds it already ours.</summary>
    Task<BucketCreation> CreateBucketAsync(CancellationToken cancellationToken = default);
}
