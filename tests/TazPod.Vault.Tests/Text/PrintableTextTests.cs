using System.Globalization;
using TazPod.Vault.Text;

namespace TazPod.Vault.Tests.Text;

public sealed class PrintableTextTests
{
    [Fact]
    public void Control_reordering_and_invisible_characters_are_removed_and_all_others_kept()
    {
        for (var code = 0; code <= 0x10ffff; code++)
        {
            if (code is >= 0xd800 and <= 0xdfff)
            {
                continue;
            }

            var text = char.ConvertFromUtf32(code);
            var isSeen = CharUnicodeInfo.GetUnicodeCategory(code) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
            Assert.Equal(isSeen, PrintableText.OneLine(text) == text);
            Assert.Equal(isSeen, PrintableText.Escaped(text) == text);
        }
    }

    [Theory]
    [InlineData("a\u202eb\nc", @"a\u202eb\u000ac", @"a\u202eb?c")]
    [InlineData("\u2066\u2069\u200e\u061c\ufeff", @"\u2066\u2069\u200e\u061c\ufeff", @"\u2066\u2069\u200e\u061c\ufeff")]
    [InlineData("x\u2028y\u001b[2J", @"x\u2028y\u001b[2J", "x?y?[2J")]
    [InlineData("\U000e0001", @"\U000e0001", @"\U000e0001")]
    public void Removed_characters_are_escaped(string text, string escaped, string oneLine)
    {
        Assert.Equal(escaped, PrintableText.Escaped(text));
        Assert.Equal(oneLine, PrintableText.OneLine(text));
    }

    [Fact]
    public void Half_a_character_is_replaced() => Assert.DoesNotContain(PrintableText.OneLine("a\ud800\u202e"), char.IsSurrogate);
}
