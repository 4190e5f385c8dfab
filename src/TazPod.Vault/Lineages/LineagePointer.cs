using System.Text.Json;

namespace TazPod.Vault.Lineages;

/// <summary>The content of a pointer: the lineage's current generation and the previous one.</summary>
/// <param name="Lineage">The lineage.</param>
internal sealed record LineagePointer(string Lineage)
{
    /// <summary>The maximum size of a pointer in bytes.</summary>
    public const int LongestJson = 16 * 1024;

    /// <summary>The layout version that this code reads and writes.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The generation that a restore returns; null until the first push has finished.</summary>
    public Generation? Current { get; init; }

    /// <summary>The previous generation, intact until the next push begins; null if there is none, or it cannot be verified.</summary>
    public Generation? Previous { get; init; }

    /// <summary>Set by a push to lock out an earlier push that has not finished.</summary>
    public string? Fence { get; init; }

    /// <summary>The pointer as JSON, with a trailing line feed.</summary>
    public byte[] ToJson(string prefix) =>
        [.. JsonSerializer.SerializeToUtf8Bytes(PointerDocument.Of(this, prefix), PointerJson.Default.PointerDocument), (byte)'\n'];

    /// <summary>Reads a pointer.</summary>
    /// <param name="json">The content of the pointer object.</param>
    /// <param name="prefix">The prefix that it is below.</param>
    /// <param name="lineage">The lineage that the pointer must belong to; null accepts any.</param>
    /// <exception cref="FormatException">It is not a valid pointer. The message says why, in words that fit the end of a
    /// sentence.</exception>
    /// <exception cref="ForeignPointerException">It is the pointer of another tool.</exception>
    public static LineagePointer Parse(ReadOnlySpan<byte> json, string prefix, string? lineage)
    {
        try
        {
            return ParseOwn(json, prefix, lineage);
        }
        catch (FormatException) when (json.Length <= LongestJson)
        {
            if (ForeignPointer.Is(json))
            {
                throw new ForeignPointerException();
            }

            throw;
        }
    }

    private static LineagePointer ParseOwn(ReadOnlySpan<byte> json, string prefix, string? lineage)
    {
        if (json.Length > LongestJson)
        {
            throw new FormatException($"it has {json.Length} bytes; a pointer has at most {LongestJson}");
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
