using TazPod.Vault.Doors.Printing;

namespace TazPod.Vault.Doors.Tests.Printing;

public sealed class PlainTextTests
{
    [Fact]
    public void Control_characters_become_question_marks() =>
        Assert.Equal("a?b?c?d?", PlainText.OneLine("a\nb\u001bc\u2028d\u009b"));

    [Theory]
    [InlineData("a\u202eb", @"a\u202eb")]
    [InlineData("\u2066a\u2069\u200e\u200f\u061c", @"\u2066a\u2069\u200e\u200f\u061c")]
    [InlineData("a\u200bb\ufeff\u00ad", @"a\u200bb\ufeff\u00ad")]
    [InlineData("\U000e0041", @"\U000e0041")]
    [InlineData("è 日本 🔐 e\u0301", "è 日本 🔐 e\u0301")]
    public void Characters_that_reorder_a_line_or_are_invisible_are_escaped(string text, string shown)
    {
        Assert.Equal(shown, PlainText.OneLine(text));
        Assert.Equal(shown, PlainText.OneLine(shown));
    }

    [Theory]
    [InlineData("by ##vso[task.setvariable variable=PATH]evil")]
    [InlineData("by ##VSO[task.debug]x ##[error]y")]
    [InlineData("##teamcity[buildStop]")]
    public void Text_from_a_store_is_no_command_for_the_agent_of_a_ci_system(string text)
    {
        var line = PlainText.OneLine(text);

        Assert.DoesNotContain("##", line, StringComparison.Ordinal);
        Assert.Equal(text.Replace("##", "# #", StringComparison.Ordinal), line, ignoreCase: true);
    }

    [Fact]
    public void A_line_is_wrapped_between_words_and_a_long_word_is_not_split() =>
        Assert.Equal(["one two", "  three", "  fourteenth", "  x"], PlainText.Wrap("one two three fourteenth x", 9));
}
