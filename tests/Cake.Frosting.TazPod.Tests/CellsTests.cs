using System.Text;
using Spectre.Console.Rendering;
using TazPod.Vault.Doors.Printing;

namespace Cake.Frosting.TazPod.Tests;

public sealed class CellsTests
{
    /// <summary>Spectre.Console is not available to every door, but it is the measure.</summary>
    [Theory]
    [InlineData("plain")]
    [InlineData("日本語のメモ")]
    [InlineData("한국어")]
    [InlineData("e\u0301 and ä")]
    [InlineData("🔐 🚀 ✅ ❤️ 👍🏽")]
    [InlineData("नमस्ते")]
    [InlineData("ＦＵＬＬ")]
    public void A_text_is_as_wide_as_Spectre_says(string text) =>
        Assert.Equal(Segment.CellCount([new Segment(text)]), Cells.WidthOf(text));

    [Fact]
    public void A_character_is_as_wide_as_Spectre_says()
    {
        var different = Enumerable.Range(0x20, 0x20000).Where(Rune.IsValid).Select(value => new Rune(value))
            .Where(rune => Rune.GetUnicodeCategory(rune) is not (System.Globalization.UnicodeCategory.Control
                or System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.OtherNotAssigned
                or System.Globalization.UnicodeCategory.LineSeparator or System.Globalization.UnicodeCategory.ParagraphSeparator))
            // Alone, these never occur; Spectre counts the first Ethiopic syllable as a Korean vowel.
            .Where(rune => rune.Value is not (0x1200 or 0xfe0f or (>= 0x1f1e6 and <= 0x1f1ff) or (>= 0x1f3fb and <= 0x1f3ff)))
            .Where(rune => Segment.CellCount([new Segment(rune.ToString())]) != Cells.WidthOf(rune.ToString()))
            .Select(rune => $"{rune.Value:X}")
            .ToList();

        Assert.Equal("", string.Join(' ', different));
    }
}
