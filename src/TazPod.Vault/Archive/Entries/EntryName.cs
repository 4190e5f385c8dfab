using System.Globalization;
using System.Text;
using TazPod.Vault.Text;

namespace TazPod.Vault.Archive.Entries;

/// <summary>Quotes entry names for messages. Names are never shown raw, because they can contain terminal control sequences.</summary>
internal static class EntryName
{
    private const int Longest = 200;

    /// <summary>The name in quotes, shortened if it is long, with unprintable characters escaped.</summary>
    public static string Quote(string name)
    {
        var quoted = new StringBuilder("'");
        foreach (var rune in name.EnumerateRunes())
        {
            if (quoted.Length > Longest)
            {
                quoted.Append("...");
                break;
            }

            quoted.Append(PrintableText.Prints(rune) ? rune.ToString() : PrintableText.Escaped(rune));
        }

        return quoted.Append('\'').ToString();
    }

    /// <summary>The same for bytes that are not text. Anything but ASCII is shown as <c>\xNN</c>.</summary>
    public static string Quote(ReadOnlySpan<byte> name)
    {
        var quoted = new StringBuilder("'");
        foreach (var value in name)
        {
            if (quoted.Length > Longest)
            {
                quoted.Append("...");
                break;
            }

            _ = value is >= 0x20 and < 0x7f
                ? quoted.Append((char)value)
                : quoted.Append(CultureInfo.InvariantCulture, $"\\x{value:x2}");
        }

        return quoted.Append('\'').ToString();
    }
}
