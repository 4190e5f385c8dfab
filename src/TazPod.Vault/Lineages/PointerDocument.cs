using System.Text.Json.Serialization;

namespace TazPod.Vault.Lineages;

/// <summary>A pointer as JSON: the generation's fields beside the lineage's, easy to extract with any tool.</summary>
internal sealed record PointerDocument : GenerationDocument
{
    private const int FenceLength = 32;

    [JsonRequired]
    [JsonPropertyOrder(-2)]
    public int Version { get; init; }

    [JsonRequired]
    [JsonPropertyOrder(-1)]
    public string Lineage { get; init; } = "";

    [JsonPropertyOrder(1)]
    public GenerationDocument? Previous { get; init; }

    [JsonPropertyOrder(2)]
    public string? Fence { get; init; }

    public static PointerDocument Of(LineagePointer pointer, string prefix)
    {
        var keys = new LineageKeys(prefix, pointer.Lineage);
        var current = pointer.Current;
        return new PointerDocument
        {
            Version = LineagePointer.CurrentVersion,
            Lineage = pointer.Lineage,
            Generation = current?.Number ?? 0,
            Slot = current?.Slot.Name(),
            Key = current is null ? null : keys.Slot(current.Slot),
            Etag = current?.ETag,
            Size = current?.Size,
            Sha256 = current?.Sha256,
            ContentSha256 = current?.ContentSha256,
            Fingerprint = current?.Fingerprint,
            Created = current?.Created,
            CreatedBy = current?.CreatedBy,
            CreatedFrom = current?.CreatedFrom,
            Push = current?.Push,
            Previous = pointer.Previous is { } previous ? PreviousOf(previous, keys) : null,
            Fence = pointer.Fence,
        };
    }

    /// <summary>Converts to a pointer.</summary>
    /// <exception cref="FormatException">It is not a valid pointer of this prefix and lineage.</exception>
    public LineagePointer ToPointer(string prefix, string? lineage)
    {
        if (!LineageKeys.IsId(Lineage))
        {
            throw Wrong("lineage");
        }

        if (lineage is not null && Lineage != lineage)
        {
            throw new FormatException($"it belongs to the lineage '{Lineage}'");
        }

        var keys = new LineageKeys(prefix, Lineage);
        var current = NamesNothing ? null : ToGeneration(keys);
        var previous = Previous?.ToGeneration(keys);
        if (previous is not null && (current is null || previous.Number >= current.Number || previous.Slot == current.Slot))
        {
            throw Wrong("previous");
        }

        return Fence is null || IsHex(Fence, FenceLength)
            ? new LineagePointer(Lineage) { Current = current, Previous = previous, Fence = Fence }
            : throw Wrong("fence");
    }

    private static GenerationDocument PreviousOf(Generation generation, LineageKeys keys) => new()
    {
        Generation = generation.Number,
        Slot = generation.Slot.Name(),
        Key = keys.Slot(generation.Slot),
        Etag = generation.ETag,
        Size = generation.Size,
        Sha256 = generation.Sha256,
        ContentSha256 = generation.ContentSha256,
        Fingerprint = generation.Fingerprint,
        Created = generation.Created,
        CreatedBy = generation.CreatedBy,
        CreatedFrom = generation.CreatedFrom,
        Push = generation.Push,
    };
}
