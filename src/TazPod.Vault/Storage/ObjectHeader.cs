using System.Text.Json;

namespace TazPod.Vault.Storage;

/// <summary>The first line of an object file: everything about the object except its content.</summary>
/// <param name="TazpodObject">The version of this layout: 1.</param>
/// <param name="Etag">The content's MD5, hex.</param>
/// <param name="Size">The content's length in bytes.</param>
/// <param name="Modified">When it was written, UTC, whole seconds.</param>
/// <param name="Metadata">User metadata, keys in lower case.</param>
internal sealed record ObjectHeader(
    int TazpodObject, string Etag, long Size, DateTimeOffset Modified, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>The maximum length of a header line, including its line end.</summary>
    public const int LongestLine = 8192;

    /// <summary>Parses a header line without its line end; null if it is not one.</summary>
    public static ObjectHeader? Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, ObjectHeaderJson.Default.ObjectHeader) is
            { TazpodObject: 1, Etag.Length: 32, Size: >= 0, Metadata: not null } header ? header : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The header as a line.</summary>
    public byte[] ToLine() => [.. JsonSerializer.SerializeToUtf8Bytes(this, ObjectHeaderJson.Default.ObjectHeader), (byte)'\n'];
}
