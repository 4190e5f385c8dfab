using System.Text.Json.Serialization;

namespace TazPod.Vault.Workspace;

/// <summary>What this workspace last saw at one latest. Keyed by endpoint, bucket and key: another store is another remote.</summary>
/// <param name="Endpoint">The store's address.</param>
/// <param name="Bucket">Its bucket.</param>
/// <param name="Key">Latest's key.</param>
internal sealed record RemoteFacts(string Endpoint, string Bucket, string Key)
{
    /// <summary>The ETag last seen at latest; null when nothing stood there, or nothing was looked at yet.</summary>
    public string? ETag { get; init; }

    /// <summary>Whether it was seen that nothing stands at latest.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool SeenAbsent { get; init; }

    /// <summary>SHA-256 of the bytes behind that ETag, where known.</summary>
    public string? VaultSha256 { get; init; }

    /// <summary>Their tree-mac, where known.</summary>
    public string? TreeMac { get; init; }

    /// <summary>Their stamp: when they were pushed.</summary>
    public string? Stamp { get; init; }

    /// <summary>SHA-256 of the local file when it last was the same as something up there (latest or a copy).</summary>
    public string? SyncedSha256 { get; init; }

    /// <summary>Whether the store honours conditional writes; null while nobody asked.</summary>
    public bool? HonoursConditions { get; init; }

    /// <summary>A push that has not finished.</summary>
    public PendingPush? Pending { get; init; }

    /// <summary>A restore by index that has not finished.</summary>
    public PendingRestore? Restoring { get; init; }

    /// <summary>Whether both speak of one latest under one address.</summary>
    public bool IsAtPlaceOf(RemoteFacts other) => (Endpoint, Bucket, Key) == (other.Endpoint, other.Bucket, other.Key);

    /// <summary>Whether these bytes are known to stand there since the last push or pull.</summary>
    /// <remarks>A push that was interrupted may stand at latest only, where somebody may have written over it since.</remarks>
    public bool Holds(string vaultSha256) => SyncedSha256 == vaultSha256 && Pending?.VaultSha256 != vaultSha256;

    /// <summary>The same remote with something else at latest: everything that was known of the old object is dropped.</summary>
    public RemoteFacts Saw(string etag, string? vaultSha256, string? treeMac, string? stamp) =>
        this with { ETag = etag, SeenAbsent = false, VaultSha256 = vaultSha256, TreeMac = treeMac, Stamp = stamp };

    /// <summary>The same remote with nothing at latest.</summary>
    public RemoteFacts SawNothing() =>
        this with { ETag = null, SeenAbsent = true, VaultSha256 = null, TreeMac = null, Stamp = null };
}
