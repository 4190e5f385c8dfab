using TazPod.Vault.Doors.Printing;

namespace TazPod.Vault.Doors.Tests.Printing;

public sealed class TextTableTests
{
    [Fact]
    public void Columns_are_aligned_by_the_cells_that_characters_occupy() => AssertLines(
        """
        日本   1  x
        e      2  x
        é      3  x
        🔐ab  10  x
        """.Replace("é", "e\u0301", StringComparison.Ordinal),
        new TextTable(80, Ink.None, TextColumn.Fixed, TextColumn.Number, TextColumn.Fixed),
        ["日本", "1", "x"], ["e", "2", "x"], ["e\u0301", "3", "x"], ["🔐ab", "10", "x"]);

    [Fact]
    public void A_wrapped_cell_stays_in_its_column() => AssertLines(
        """
        good  clock    it is right
        bad   network  the store did not answer
                       in time, which took a
                       while
        """,
        new TextTable(39, Ink.None, TextColumn.Fixed, TextColumn.Fixed, TextColumn.Text),
        ["good", "clock", "it is right"], ["bad", "network", "the store did not answer in time, which took a while"]);

    [Fact]
    public void A_long_name_is_cut_in_the_middle() => AssertLines(
        """
        added  a                       1 B
        added  very/long/p…/of/a-file  2 B
        """,
        new TextTable(34, Ink.None, TextColumn.Fixed, TextColumn.Name, TextColumn.Number),
        ["added", "a", "1 B"], ["added", "very/long/path/to/the/middle/of/a-file", "2 B"]);

    [Fact]
    public void A_text_without_spaces_is_wrapped_between_its_wide_characters_and_cut_otherwise() => AssertLines(
        """
        a  日本語日本語日
           本語日本語
        b  0123456…9abcdef
        """,
        new TextTable(18, Ink.None, TextColumn.Fixed, TextColumn.Text),
        ["a", "日本語日本語日本語日本語"], ["b", "0123456789abcdef0123456789abcdef"]);

    [Fact]
    public void A_column_without_any_text_is_left_out() => AssertLines(
        "a  c",
        new TextTable(80, Ink.None, TextColumn.Fixed, TextColumn.Fixed, TextColumn.Fixed),
        ["a", "", "c"]);

    [Fact]
    public void Without_a_terminal_nothing_is_cut() => AssertLines(
        $"{new string('n', 500)}  {new string('t', 500)}",
        new TextTable(int.MaxValue, Ink.None, TextColumn.Name, TextColumn.Text),
        [new string('n', 500), new string('t', 500)]);

    [Fact]
    public void Colours_take_no_room() => AssertLines(
        "\u001b[31mbad\u001b[0m   x\ngood  y",
        new TextTable(80, new Ink(IsOn: true), TextColumn.Fixed, TextColumn.Fixed),
        [new("bad", Tone.Bad), "x"], ["good", "y"]);

    private static void AssertLines(string expected, TextTable table, params TextCell[][] rows) =>
        Assert.Equal(expected.ReplaceLineEndings("\n"), string.Join('\n', table.Lines(rows)));
}
