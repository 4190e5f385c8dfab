namespace TazPod.Vault.Lineages;

/// <summary>One snapshot of a lineage, as a pointer vouches for it.</summary>
/// <param name="Number">Its place in the lineage, from 1; every later one is greater.</param>
/// <param name="Slot">Where it stands.</param>
/// <param name="ETag">The slot's ETag when it was written, unquoted.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">SHA-256 of the object, lower-case hex.</param>
/// <param name="Created">When it was pushed, by the store's clock, UTC; every later one is later.</param>
/// <param name="CreatedBy">Who pushed it, <c>user@host</c>.</param>
/// <param name="Push">Names this one push, so that it knows its own writes again.</param>
public sealed record Generation(
    long Number, LineageSlot Slot, string ETag, long Size, string Sha256, DateTimeOffset Created, string CreatedBy, string Push)
{
    /// <summary>The greatest number, 2^53: what a counter may be where other tools read it as a double.</summary>
    public const long MostNumbers = 1L << 53;

    /// <summary>The content hash, when it is a vault; otherwise null.</summary>
    public string? ContentSha256 { get; init; }

    /// <summary>The CI run or commit that pushed it, when known.</summary>
    public string? CreatedFrom { get; init; }

    /// <summary>Whether both are of the same bytes in the same place.</summary>
    internal bool IsSameAs(Generation other) =>
        Number == other.Number && Slot == other.Slot && ETag == other.ETag && Size == other.Size && Sha256 == other.Sha256;
}
