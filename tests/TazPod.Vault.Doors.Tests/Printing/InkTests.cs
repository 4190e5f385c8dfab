using System.Text.RegularExpressions;
using TazPod.Vault.Doors.Printing;
using TazPod.Vault.Doors.Tests.Support;

namespace TazPod.Vault.Doors.Tests.Printing;

public sealed partial class InkTests
{
    [Fact]
    public void A_terminal_has_colours_unless_its_user_or_type_forbids_them()
    {
        Assert.True(Ink.Of(isRedirected: false, Variables.Of()).IsOn);
        Assert.True(Ink.Of(isRedirected: false, Variables.Of(("NO_COLOR", ""), ("TERM", "xterm"))).IsOn);
        Assert.False(Ink.Of(isRedirected: false, Variables.Of(("NO_COLOR", "1"))).IsOn);
        Assert.False(Ink.Of(isRedirected: false, Variables.Of(("TERM", "dumb"))).IsOn);
        Assert.False(Ink.Of(isRedirected: true, Variables.Of()).IsOn);
    }

    [Fact]
    public void Every_colour_can_be_read_on_black_and_on_white()
    {
        foreach (var tone in Enum.GetValues<Tone>())
        {
            var codes = Code().Matches(new Ink(IsOn: true).Paint(tone, "text")).Select(match => match.Groups[1].Value);

            Assert.Subset(new HashSet<string> { "0", "1", "31", "32", "35" }, codes.ToHashSet());
        }
    }

    [Fact]
    public void Ordinary_text_has_no_colour() => Assert.Equal("text", new Ink(IsOn: true).Paint(Tone.Plain, "text"));

    [Fact]
    public void Only_the_word_that_says_what_a_line_is_has_a_colour()
    {
        Assert.Equal("\u001b[31mError:\u001b[0m it broke", new Ink(IsOn: true).PaintPrefix(Tone.Bad, "Error: ", "Error: it broke"));
        Assert.Equal("Error: it broke", Ink.None.PaintPrefix(Tone.Bad, "Error: ", "Error: it broke"));
    }

    [GeneratedRegex("\u001b\\[([0-9;]*)m")]
    private static partial Regex Code();
}
