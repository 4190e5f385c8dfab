using System.Text.Unicode;

namespace TazPod.Vault.Merging;

/// <summary>Divides text into lines without copying it.</summary>
internal static class ByteLines
{
    /// <summary>Whether bytes are text: valid UTF-8 without NUL.</summary>
    public static bool IsText(ReadOnlySpan<byte> content) => !content.Contains((byte)0) && Utf8.IsValid(content);

    /// <summary>The lines with their ends. The last one may have none.</summary>
    public static List<ReadOnlyMemory<byte>> Of(ReadOnlyMemory<byte> content)
    {
        var lines = new List<ReadOnlyMemory<byte>>();
        while (!content.IsEmpty)
        {
            var length = content.Span.IndexOf((byte)'\n') is >= 0 and var end ? end + 1 : content.Length;
            lines.Add(content[..length]);
            content = content[length..];
        }

        return lines;
    }

    /// <summary>The end of a line: LF, CR LF, or nothing.</summary>
    public static ReadOnlyMemory<byte> End(ReadOnlyMemory<byte> line) =>
        line.Span.EndsWith("\r\n"u8) ? line[^2..] : line.Span.EndsWith("\n"u8) ? line[^1..] : default;

    /// <summary>Joins lines. The caller wipes the result.</summary>
    public static byte[] Join(IReadOnlyCollection<ReadOnlyMemory<byte>> lines)
    {
        var joined = GC.AllocateUninitializedArray<byte>(lines.Sum(line => line.Length), pinned: true);
        var rest = joined.AsSpan();
        foreach (var line in lines)
        {
            line.Span.CopyTo(rest);
            rest = rest[line.Length..];
        }

        return joined;
    }
}
