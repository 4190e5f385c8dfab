using System.Globalization;
using System.Text;

namespace TazPod.Vault.Text;

/// <summary>Text of somebody else's making as a terminal or a log may show it: nothing in it is obeyed, reorders what stands around it, or
/// cannot be seen.</summary>
internal static class PrintableText
{
    /// <summary>The text with everything escaped that does not print.</summary>
    public static string Escaped(string text) => Replaced(text, Escaped);

    /// <summary>The text on one line: control characters and line ends as question marks, everything else escaped that does not print.</summary>
    public static string OneLine(string text) => Replaced(text, rune => IsControl(rune) ? "?" : Escaped(rune));

    /// <summary>Whether a character is seen for what it is.</summary>
    /// <remarks>Format characters are not: the bidirectional overrides make a name read as another, and others have no width.</remarks>
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
