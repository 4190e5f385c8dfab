using System.Globalization;
using System.Text;

namespace TazPod.Vault.Text;

/// <summary>Makes untrusted text safe for a terminal or a log: nothing in it can act as a control sequence, reorder the text around it, or
/// be invisible.</summary>
internal static class PrintableText
{
    /// <summary>The text with unprintable characters escaped.</summary>
    public static string Escaped(string text) => Replaced(text, Escaped);

    /// <summary>The text on one line: control characters and line ends become question marks, other unprintable characters are
    /// escaped.</summary>
    public static string OneLine(string text) => Replaced(text, rune => IsControl(rune) ? "?" : Escaped(rune));

    /// <summary>Whether a character is visible and unambiguous.</summary>
    /// <remarks>Format characters are not: bidirectional overrides make one name look like another, and others have no width.</remarks>
    public static bool Prints(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse);

    /// <summary>A character as <c>\uNNNN</c>.</summary>
    public static string Escaped(Rune rune) => rune.Value <= 0xffff ? $"\\u{rune.Value:x4}" : $"\\U{rune.Value:x8}";

    private static bool IsControl(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static string Replaced(string text, Func<Rune, string> replacement)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (!Prints(rune))
            {
                return string.Concat(text.EnumerateRunes().Select(each => Prints(each) ? each.ToString() : replacement(each)));
            }
        }

        return text;
    }
}
