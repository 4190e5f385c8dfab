using System.Globalization;
using System.Text;

namespace TazPod.Vault.Doors.Printing;

/// <summary>Measures and cuts text by the cells that it occupies in a terminal: a Chinese character or an emoji takes two, an accent that
/// is a character of its own takes none.</summary>
internal static class Cells
{
    private const string Ellipsis = "…";
    private const char EmojiSelector = '\ufe0f';

    public static int WidthOf(ReadOnlySpan<char> text)
    {
        if (Ascii.IsValid(text))
        {
            return text.Length;
        }

        var width = 0;
        for (var length = 0; text.Length > 0; text = text[length..])
        {
            length = StringInfo.GetNextTextElementLength(text);
            width += WidthOfElement(text[..length]);
        }

        return width;
    }

    /// <summary>The spaces that fill a text up to a width.</summary>
    public static string Blank(string text, int width) => new(' ', Math.Max(width - WidthOf(text), 0));

    /// <summary>The text cut at its end to a width, with an ellipsis.</summary>
    public static string Fit(string text, int width) => WidthOf(text) <= width ? text : Start(text, Math.Max(width - 1, 0)) + Ellipsis;

    /// <summary>The text cut in the middle to a width, with an ellipsis. The beginning and the end of a name tell more than its
    /// middle.</summary>
    public static string CutMiddle(string text, int width)
    {
        if (WidthOf(text) <= width)
        {
            return text;
        }

        var room = Math.Max(width - 1, 0);
        var start = Start(text, (room + 1) / 2);
        return start + Ellipsis + End(text, room - WidthOf(start));
    }

    /// <summary>The longest beginning of the text that is not wider.</summary>
    public static string Start(string text, int width)
    {
        var end = 0;
        for (var used = 0; end < text.Length;)
        {
            var length = StringInfo.GetNextTextElementLength(text.AsSpan(end));
            used += WidthOfElement(text.AsSpan(end, length));
            if (used > width)
            {
                break;
            }

            end += length;
        }

        return text[..end];
    }

    private static string End(string text, int width)
    {
        var starts = StringInfo.ParseCombiningCharacters(text);
        var start = text.Length;
        for (var at = starts.Length - 1; at >= 0 && WidthOf(text.AsSpan(starts[at])) <= width; at--)
        {
            start = starts[at];
        }

        return text[start..];
    }

    // What a terminal shows in one place: a character with its accents, or an emoji of several characters.
    private static int WidthOfElement(ReadOnlySpan<char> element)
    {
        var width = 0;
        foreach (var rune in element.EnumerateRunes())
        {
            width = Math.Max(width, rune.Value == EmojiSelector || WideCharacters.Contains(rune) ? 2 : IsMark(rune) ? 0 : 1);
        }

        return width;
    }

    // Korean vowels and final consonants are letters, but are drawn into the first one.
    private static bool IsMark(Rune rune) => rune.Value is (>= 0x1160 and <= 0x11ff) or (>= 0xd7b0 and <= 0xd7ff)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.SpacingCombiningMark;
}
