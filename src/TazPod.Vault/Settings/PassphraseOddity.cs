using System.Buffers;
using System.Globalization;
using System.Text;

namespace TazPod.Vault.Settings;

/// <summary>Detects characters that an editor, a redirection or a copied page puts into a passphrase, and that nobody types. A vault sealed
/// with them does not open with the passphrase as the user knows it.</summary>
/// <remarks>It only reports and never changes anything: the bytes of a passphrase are always used as they are.</remarks>
internal static class PassphraseOddity
{
    private static readonly Rune ZeroWidthNonJoiner = new(0x200C);
    private static readonly Rune ZeroWidthJoiner = new(0x200D);

    /// <summary>Describes what is odd, in words that fit the end of a sentence about the passphrase; null if nothing is. Never reveals any
    /// of its characters.</summary>
    public static string? Of(ReadOnlySpan<byte> passphrase)
    {
        if (passphrase.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || passphrase.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            return "begins with a byte order mark (saved as UTF-16?)";
        }

        if (HasNulInEveryOtherByte(passphrase))
        {
            return "has a NUL in every other byte (saved as UTF-16?)";
        }

        var found = Findings(passphrase);
        return found.Count == 0 ? null : string.Join(" and ", found);
    }

    private static List<string> Findings(ReadOnlySpan<byte> passphrase)
    {
        var marked = passphrase.StartsWith(Encoding.UTF8.Preamble);
        var lines = marked ? passphrase[Encoding.UTF8.Preamble.Length..] : passphrase;
        var line = lines.TrimEnd("\r\n"u8);
        var begun = WithoutBlanksBefore(line);
        var inner = WithoutBlanksBehind(begun);
        List<string> found = marked ? ["begins with a byte order mark"] : [];
        AddIf(begun.Length < line.Length, "begins with a blank");
        found.AddRange(InnerFindings(inner));
        AddIf(inner.Length < begun.Length, "ends in a blank");
        AddIf(line.Length < lines.Length, "ends in a line end");
        return found;

        void AddIf(bool holds, string finding)
        {
            if (holds)
            {
                found.Add(finding);
            }
        }
    }

    private static SortedSet<string> InnerFindings(ReadOnlySpan<byte> text)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        while (!text.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(text, out var rune, out var length);
            if ((status == OperationStatus.Done ? Finding(rune) : "is not valid UTF-8 (saved as Latin-1?)") is { } finding)
            {
                found.Add(finding);
            }

            text = text[length..];
        }

        return found;
    }

    private static string? Finding(Rune rune) => (rune.Value, Rune.GetUnicodeCategory(rune)) switch
    {
        (0, _) => "holds a NUL",
        ('\n' or '\r', _) or (_, UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator) => "holds more than one line",
        (_, UnicodeCategory.Control) => "holds a control character",
        (0xFFFD, _) => "holds a replacement character (U+FFFD)",
        (_, UnicodeCategory.Format) when rune != ZeroWidthJoiner && rune != ZeroWidthNonJoiner => "holds an invisible character",
        _ => null,
    };

    private static ReadOnlySpan<byte> WithoutBlanksBefore(ReadOnlySpan<byte> text)
    {
        while (Rune.DecodeFromUtf8(text, out var rune, out var length) == OperationStatus.Done && IsBlank(rune))
        {
            text = text[length..];
        }

        return text;
    }

    private static ReadOnlySpan<byte> WithoutBlanksBehind(ReadOnlySpan<byte> text)
    {
        while (Rune.DecodeLastFromUtf8(text, out var rune, out var length) == OperationStatus.Done && IsBlank(rune))
        {
            text = text[..^length];
        }

        return text;
    }

    private static bool IsBlank(Rune rune) => rune.Value == '\t' || Rune.GetUnicodeCategory(rune) == UnicodeCategory.SpaceSeparator;

    // Western text in UTF-16 without a byte order mark. Half of a trailing line end may be missing.
    private static bool HasNulInEveryOtherByte(ReadOnlySpan<byte> passphrase)
    {
        var nuls = passphrase.Length > 1 && passphrase[0] == 0 ? 0 : 1;
        for (var index = 0; index < passphrase.Length; index++)
        {
            if ((passphrase[index] == 0) != (index % 2 == nuls))
            {
                return false;
            }
        }

        return passphrase.Length > 1;
    }
}
