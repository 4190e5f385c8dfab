using TazPod.Vault.Lineages;

namespace TazPod.Vault.Results;

/// <summary>One generation of a lineage.</summary>
/// <param name="Lineage">The lineage.</param>
/// <param name="Generation">Its position in the lineage, from 1.</param>
/// <param name="Slot"><c>slot-a</c> or <c>slot-b</c>.</param>
/// <param name="Key">The object's key.</param>
/// <param name="ETag">The object's ETag, unquoted.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">SHA-256 of its bytes, lower-case hex.</param>
/// <param name="ContentSha256">The content hash, if it is a vault and the hash is known.</param>
/// <param name="Created">When it was pushed, UTC.</param>
/// <param name="CreatedBy">Who pushed it.</param>
/// <param name="CreatedFrom">The CI run or commit that pushed it, if known.</param>
public sealed record SnapshotEntry(
    string Lineage,
    long Generation,
    string Slot,
    string Key,
    string ETag,
    long Size,
    string Sha256,
    string? ContentSha256,
    DateTimeOffset Created,
    string CreatedBy,
    string? CreatedFrom)
{
    /// <summary>The fingerprint of its logical content, if its push had one. It comes from the store: escape it before printing.</summary>
    public string? Fingerprint { get; init; }

    internal static SnapshotEntry Of(LineageKeys keys, Generation generation) => new(
        keys.Id,
        generation.Number,
        generation.Slot.Name(),
        keys.Slot(generation.Slot),
        generation.ETag,
        generation.Size,
        generation.Sha256,
        generation.ContentSha256,
        generation.Created,
        generation.CreatedBy,
        generation.CreatedFrom)
    {
        Fingerprint = generation.Fingerprint,
    };
}
