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
    public void What_reorders_a_line_or_is_not_seen_is_escaped(string text, string shown)
    {
        Assert.Equal(shown, PlainText.OneLine(text));
        Assert.Equal(shown, PlainText.OneLine(shown));
    }

    [Theory]
    [InlineData("by ##vso[task.setvariable variable=PATH]evil")]
    [InlineData("by ##VSO[task.debug]x ##[error]y")]
    [InlineData("##teamcity[buildStop]")]
    public void No_agent_of_a_ci_system_takes_what_came_from_a_store_for_a_command(string text)
    {
        var line = PlainText.OneLine(text);

        Assert.DoesNotContain("##", line, StringComparison.Ordinal);
        Assert.Equal(text.Replace("##", "# #", StringComparison.Ordinal), line, ignoreCase: true);
    }

    [Fact]
    public void A_line_is_broken_between_words_and_a_long_word_is_left_whole() =>
        Assert.Equal(["one two", "  three", "  fourteenth", "  x"], PlainText.Wrap("one two three fourteenth x", 9));
}
