namespace TazPod.Vault.Lineages;

/// <summary>One snapshot of a lineage, as recorded in a pointer.</summary>
/// <param name="Number">Its position in the lineage, from 1; numbers increase with every push.</param>
/// <param name="Slot">The slot that it is stored in.</param>
/// <param name="ETag">The slot's ETag when it was written, unquoted.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">SHA-256 of the object, lower-case hex.</param>
/// <param name="Created">When it was pushed, by the store's clock, UTC; times increase with every push.</param>
/// <param name="CreatedBy">Who pushed it, <c>user@host</c>.</param>
/// <param name="Push">Identifies this one push, so that it can recognise its own writes.</param>
internal sealed record Generation(
    long Number, LineageSlot Slot, string ETag, long Size, string Sha256, DateTimeOffset Created, string CreatedBy, string Push)
{
    /// <summary>The largest number, 2^53: the largest counter that is exact in tools that read it as a double.</summary>
    public const long MostNumbers = 1L << 53;

    /// <summary>The content hash if it is a vault; otherwise null.</summary>
    public string? ContentSha256 { get; init; }

    /// <summary>The fingerprint of its logical content, if its push had one: a line of at most 200 bytes of UTF-8.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>The CI run or commit that pushed it, if known.</summary>
    public string? CreatedFrom { get; init; }

    /// <summary>Whether both describe the same bytes in the same slot.</summary>
    internal bool IsSameAs(Generation other) =>
        Number == other.Number && Slot == other.Slot && ETag == other.ETag && Size == other.Size && Sha256 == other.Sha256;
}
