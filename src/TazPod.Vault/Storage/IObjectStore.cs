using System.Collections.Immutable;
using TazPod.Vault.Errors;

namespace TazPod.Vault.Storage;

/// <summary>The object store interface: the part of S3 that the vault needs, and nothing more.</summary>
/// <remarks>
/// One bucket with flat keys. Every implementation passes the same conformance suite. Expected answers (missing, changed, refused) are
/// results; anything else is a <see cref="VaultException"/>: <see cref="VaultErrors.BucketNotFound"/>,
/// <see cref="VaultErrors.StoreUnreachable"/>, <see cref="VaultErrors.StoreFailed"/>, the credential errors (5xxx) or, for a directory, the
/// file errors (6xxx). Implementations retry requests that are safe to repeat. If the answer to a conditional write is lost, the caller
/// must resolve that, since only the caller can recognise its own bytes. Calls can overlap: a push lists the history while it looks at
/// latest, for example. The store is disposed after the last one has ended.
/// </remarks>
public interface IObjectStore : IDisposable
{
    /// <summary>Identifies the store. Recorded facts are keyed by it.</summary>
    StoreIdentity Identity { get; }

    /// <summary>Lines for the operator about how the store is reached. Empty by default. Never contains a secret.</summary>
    IReadOnlyList<string> Notices => [];

    /// <summary>How the store is reached, for VaultDoctor: names, and values with their source. An entry with the name of a setting
    /// replaces that setting's entry. Empty by default. Never contains a secret.</summary>
    IReadOnlyDictionary<string, string> Facts => ImmutableDictionary<string, string>.Empty;

    /// <summary>Whether this kind of store is known to honour conditional writes without a probe.</summary>
    ConditionSupport Conditions { get; }

    /// <summary>Sends one HEAD and returns the object's metadata, or none if the key is missing (or the bucket, which a HEAD cannot
    /// distinguish).</summary>
    /// <remarks>If the answer alone does not prove that it comes from the store, one LIST confirms it.</remarks>
    Task<HeadResult> HeadObjectAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>Sends one GET. The content is a stream; nothing is buffered.</summary>
    /// <remarks>Content that ends early is a failure. The caller must check that the bytes are the stored ones: against a known hash, or
    /// against the ETag if that is an MD5.</remarks>
    /// <param name="key">The object's key.</param>
    /// <param name="ifNoneMatch">An unquoted ETag. The outcome is <see cref="GetOutcome.NotModified"/> if the object still has it.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    Task<ObjectDownload> GetObjectAsync(string key, string? ifNoneMatch = null, CancellationToken cancellationToken = default);

    /// <summary>Sends one GET for exactly one version (<c>If-Match</c>). The content is a stream; nothing is buffered.</summary>
    /// <param name="key">The object's key.</param>
    /// <param name="etag">The unquoted ETag that the object must have. The outcome is <see cref="GetOutcome.Changed"/> if it has another,
    /// even on a store that ignores the condition.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    Task<ObjectDownload> GetVersionAsync(string key, string etag, CancellationToken cancellationToken = default);

    /// <summary>Sends the whole object with its metadata in one PUT, never in parts.</summary>
    /// <remarks>Throws <see cref="VaultErrors.StoreUnreachable"/> or <see cref="VaultErrors.StoreFailed"/> if the answer was lost or was a
    /// failure. The object may or may not be stored then.</remarks>
    Task<PutResult> PutObjectAsync(
        string key,
        ReadOnlyMemory<byte> content,
        IReadOnlyDictionary<string, string> metadata,
        WriteCondition condition,
        IProgress<long>? progress = null,
        CancellationToken cancellationToken = default);

    /// <summary>Sends a whole object from a stream, with its metadata, in one PUT, never in parts. Nothing is held in memory.</summary>
    /// <remarks>Like <see cref="PutObjectAsync"/>. Bytes that do not have the announced length and MD5 are not stored, or are detected by
    /// the answer's ETag: <see cref="VaultErrors.StoreFailed"/>.</remarks>
    Task<PutResult> PutStreamAsync(
        string key,
        StreamedContent content,
        IReadOnlyDictionary<string, string> metadata,
        WriteCondition condition,
        IProgress<long>? progress = null,
        CancellationToken cancellationToken = default);

    /// <summary>Copies an object with its metadata on the server in one COPY.</summary>
    /// <param name="sourceKey">The object to copy.</param>
    /// <param name="sourceETag">Sent as the condition on the source; a store may ignore it, so compare <see cref="CopyResult.ETag"/>.</param>
    /// <param name="destinationKey">The destination; overwritten if it exists.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    Task<CopyResult> CopyObjectAsync(
        string sourceKey, string sourceETag, string destinationKey, CancellationToken cancellationToken = default);

    /// <summary>Copies an object on the server in one COPY, with new metadata. Source and destination may be the same object.</summary>
    /// <param name="sourceKey">The object to copy.</param>
    /// <param name="sourceETag">Sent as the condition on the source; a store may ignore it, so compare <see cref="CopyResult.ETag"/>.</param>
    /// <param name="destinationKey">The destination; overwritten if it exists.</param>
    /// <param name="metadata">All metadata of the copy; null keeps the source's.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    Task<CopyResult> CopyObjectAsync(
        string sourceKey,
        string sourceETag,
        string destinationKey,
        IReadOnlyDictionary<string, string>? metadata,
        CancellationToken cancellationToken = default);

    /// <summary>All objects below a prefix in key order; one request per 1000.</summary>
    Task<IReadOnlyList<ObjectInfo>> ListObjectsAsync(string prefix, CancellationToken cancellationToken = default);

    /// <summary>Deletes any number of keys in batches of 1000. A key that does not exist counts as deleted.</summary>
    /// <returns>The deleted keys and, key by key, those that were not deleted.</returns>
    Task<DeleteResult> DeleteObjectsAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken = default);

    /// <summary>Creates the bucket in the configured region, unless it already exists and is ours.</summary>
    Task<BucketCreation> CreateBucketAsync(CancellationToken cancellationToken = default);
}
