using System.Text.Json.Serialization;

namespace TazPod.Vault.Workspace;

/// <summary>The last state of one latest that this workspace has seen. Keyed by endpoint, bucket and key: another store is another
/// remote.</summary>
/// <param name="Endpoint">The store's address.</param>
/// <param name="Bucket">Its bucket.</param>
/// <param name="Key">Latest's key.</param>
internal sealed record RemoteFacts(string Endpoint, string Bucket, string Key)
{
    /// <summary>The ETag last seen at latest; null if latest did not exist, or was not checked yet.</summary>
    public string? ETag { get; init; }

    /// <summary>Whether latest was seen not to exist.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool SeenAbsent { get; init; }

    /// <summary>SHA-256 of the bytes with that ETag, if known.</summary>
    public string? VaultSha256 { get; init; }

    /// <summary>Their tree-mac, if known.</summary>
    public string? TreeMac { get; init; }

    /// <summary>Their stamp: the time of the push.</summary>
    public string? Stamp { get; init; }

    /// <summary>The number of the revision of the latest that was last pulled, pushed or merged here and opened; 0 if it had none, or if
    /// none was opened.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long OpenedRevision { get; init; }

    /// <summary>SHA-256 of the local file when it was last identical to a remote version (latest or a copy).</summary>
    public string? SyncedSha256 { get; init; }

    /// <summary>The stamp of that version, if known.</summary>
    public string? SyncedStamp { get; init; }

    /// <summary>Fingerprint of its content under this workspace's own key, if known.</summary>
    public string? SyncedLocalMac { get; init; }

    /// <summary>Whether the store honours conditional writes; null until it was checked.</summary>
    public bool? HonoursConditions { get; init; }

    /// <summary>A push that has not finished.</summary>
    public PendingPush? Pending { get; init; }

    /// <summary>A restore by index that has not finished.</summary>
    public PendingRestore? Restoring { get; init; }

    /// <summary>Whether both describe the same latest at the same address.</summary>
    public bool IsAtPlaceOf(RemoteFacts other) => (Endpoint, Bucket, Key) == (other.Endpoint, other.Bucket, other.Key);

    /// <summary>Whether these bytes are known to be in the store since the last push or pull.</summary>
    /// <remarks>The bytes of an interrupted push may exist only at latest, where they may have been overwritten since.</remarks>
    public bool Holds(string vaultSha256) => SyncedSha256 == vaultSha256 && Pending?.VaultSha256 != vaultSha256;

    /// <summary>The version that the local file descends from: the one that it was last identical to; null if unknown.</summary>
    [JsonIgnore]
    public StoredVersion? Base => BaseOf(this);

    /// <summary>The same remote with the local file identical to a version in it.</summary>
    /// <param name="vaultSha256">SHA-256 of the file.</param>
    /// <param name="stamp">The version's stamp; null if unknown.</param>
    public RemoteFacts Synced(string vaultSha256, string? stamp) => SyncedSha256 == vaultSha256
        ? this with { SyncedStamp = stamp ?? SyncedStamp }
        : this with { SyncedSha256 = vaultSha256, SyncedStamp = stamp, SyncedLocalMac = null };

    /// <summary>The same remote with what facts about a vault tell about it.</summary>
    public RemoteFacts With(VaultFacts? facts) => this with
    {
        TreeMac = facts?.TreeMac is { } treeMac && facts.VaultSha256 == VaultSha256 ? treeMac : TreeMac,
        OpenedRevision = facts?.Revision is { } revision && facts.VaultSha256 == VaultSha256 ? revision.Number : OpenedRevision,
        SyncedLocalMac = facts?.LocalMac is { } localMac && facts.VaultSha256 == SyncedSha256 ? localMac : SyncedLocalMac,
    };

    /// <summary>The same remote with another object at latest. Everything known about the old object is dropped.</summary>
    public RemoteFacts Saw(string etag, string? vaultSha256, string? treeMac, string? stamp) =>
        this with { ETag = etag, SeenAbsent = false, VaultSha256 = vaultSha256, TreeMac = treeMac, Stamp = stamp };

    /// <summary>The same remote without a latest.</summary>
    public RemoteFacts SawNothing() =>
        this with { ETag = null, SeenAbsent = true, VaultSha256 = null, TreeMac = null, Stamp = null };

    // What an earlier version of this tool recorded has no stamp of its own for the version.
    private static StoredVersion? BaseOf(RemoteFacts remote) =>
        remote.SyncedSha256 is { } sha256 && (remote.SyncedStamp ?? (sha256 == remote.VaultSha256 ? remote.Stamp : null)) is { } stamp
            ? new StoredVersion(stamp, sha256, remote.SyncedLocalMac)
            : null;
}
