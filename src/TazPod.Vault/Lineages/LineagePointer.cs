using System.Text.Json;

namespace TazPod.Vault.Lineages;

/// <summary>What a pointer says: which generation is the lineage's, which was before it.</summary>
/// <param name="Lineage">The lineage.</param>
internal sealed record LineagePointer(string Lineage)
{
    /// <summary>The longest pointer that is read, in bytes.</summary>
    public const int LongestJson = 16 * 1024;

    /// <summary>The layout that this code reads and writes.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The generation that a restore yields; null while the first push has not finished.</summary>
    public Generation? Current { get; init; }

    /// <summary>The generation before it, whole until the next push begins; null when there is none, or nothing vouches for it.</summary>
    public Generation? Previous { get; init; }

    /// <summary>Drawn by a push that shut out one before it which had not finished.</summary>
    public string? Fence { get; init; }

    /// <summary>The pointer as JSON, ended by a line end.</summary>
    public byte[] ToJson(string prefix) =>
        [.. JsonSerializer.SerializeToUtf8Bytes(PointerDocument.Of(this, prefix), PointerJson.Default.PointerDocument), (byte)'\n'];

    /// <summary>Reads a pointer.</summary>
    /// <param name="json">What stands at its key.</param>
    /// <param name="prefix">The prefix that it lies below.</param>
    /// <param name="lineage">The lineage whose pointer it must be; null takes any.</param>
    /// <exception cref="FormatException">It is none; the message says why, short enough for the end of a sentence.</exception>
    public static LineagePointer Parse(ReadOnlySpan<byte> json, string prefix, string? lineage)
    {
        if (json.Length > LongestJson)
        {
            throw new FormatException($"it has {json.Length} bytes, a pointer at most {LongestJson}");
        }

        try
        {
            var version = JsonSerializer.Deserialize(json, PointerVersionJson.Default.PointerVersion)?.Version;
            if (version > CurrentVersion)
            {
                throw new FormatException($"it was written by a newer version of this tool (layout {version})");
            }

            var document = version == CurrentVersion ? JsonSerializer.Deserialize(json, PointerJson.Default.PointerDocument) : null;
            return document?.ToPointer(prefix, lineage) ?? throw new FormatException("it has no version that this tool knows");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new FormatException("it is not the JSON of a pointer", exception);
        }
    }
}
