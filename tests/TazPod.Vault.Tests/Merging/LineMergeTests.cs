using System.Diagnostics;
using System.Text;
using TazPod.Vault.Merging;

namespace TazPod.Vault.Tests.Merging;

public sealed class LineMergeTests
{
    private const string Conflict = "conflict";

    [Theory]
    [InlineData("a b c d", "A b c d", "a b c D", "A b c D")]
    [InlineData("a b c", "a b c d", "0 a b c", "0 a b c d")]
    [InlineData("a b c", "b c", "a b", "b")]
    [InlineData("a b c", "a X c", "a X c", "a X c")]
    [InlineData("a b c", "a X c d", "a X c", "a X c d")]
    [InlineData("a b c", "a X c", "a Y c", Conflict)]
    [InlineData("a b c", "a c", "a Y c", Conflict)]
    [InlineData("a b", "A b", "a B", Conflict)]
    [InlineData("a b c", "A b c", "a b C", "A b C")]
    [InlineData("a b c d", "a b X c d", "a b Y c d", Conflict)]
    [InlineData("a b c d", "a X b c d", "a b c Y d", "a X b c Y d")]
    [InlineData("a b", "a X b", "a B", Conflict)]
    [InlineData("a b", "a b c", "a b d", Conflict)]
    [InlineData("a", "a", "a b", "a b")]
    [InlineData("", "a", "", "a")]
    [InlineData("", "a", "a", "a")]
    [InlineData("", "a", "b", Conflict)]
    [InlineData("a b c", "", "a b c", "")]
    [InlineData("a b c d e", "a c d e b", "a b c d E", Conflict)]
    [InlineData("a b c d e f", "a c d b e f", "a b c d e F", "a c d b e F")]
    [InlineData("x x x", "x x x x", "x x x", "x x x x")]
    [InlineData("d c a d a c", "d c a d a c c", "c a d a c c", "c a d a c c")]
    [InlineData("a x x b", "a x b", "a x x B", Conflict)]
    public void Lines_that_one_side_changed_are_taken(string @base, string ours, string theirs, string expected)
    {
        Assert.Equal(expected, Merged(Lines(@base), Lines(ours), Lines(theirs))?.Trim().Replace('\n', ' ') ?? Conflict);
        Assert.Equal(expected, Merged(Lines(@base), Lines(theirs), Lines(ours))?.Trim().Replace('\n', ' ') ?? Conflict);
    }

    [Theory]
    [InlineData("a\r\nb\r\nc\r\n", "A\r\nb\r\nc\r\n", "a\r\nb\r\nC\r\n", "A\r\nb\r\nC\r\n")]
    [InlineData("a\nb\nc", "A\nb\nc", "a\nb\nC", "A\nb\nC")]
    [InlineData("a\nb\nc", "A\nb\nc", "a\nb\nc\n", "A\nb\nc\n")]
    [InlineData("a\nb\nc\n", "A\nb\nc\n", "a\nb\nc", "A\nb\nc")]
    [InlineData("a\nb\nc\n", "a\r\nb\nc\n", "a\nb\nC\n", "a\r\nb\nC\n")]
    [InlineData("a\nb\nc\n", "a\r\nb\r\nc\r\n", "a\nb\nC\n", null)]
    [InlineData("a\rb\nc\nd\n", "A\rb\nc\nd\n", "a\rb\nc\nD\n", "A\rb\nc\nD\n")]
    public void Line_ends_stay_as_they_are(string @base, string ours, string theirs, string? expected) =>
        Assert.Equal(expected, Merged(@base, ours, theirs));

    [Theory]
    [InlineData(false, "0 a OURS c OURS e T")]
    [InlineData(true, "0 a THEIRS c THEIRS e T")]
    public void A_choice_settles_only_the_lines_in_conflict(bool isTheirs, string expected)
    {
        var choice = isTheirs ? ConflictChoice.Theirs : ConflictChoice.Ours;

        var merged = Merged(Lines("a b c d e"), Lines("0 a OURS c OURS e"), Lines("a THEIRS c THEIRS e T"), choice);

        Assert.Equal(expected, merged!.Trim().Replace('\n', ' '));
    }

    [Fact]
    public void Text_that_would_take_too_long_to_compare_is_not_merged()
    {
        var clock = Stopwatch.StartNew();
        var lines = Enumerable.Range(0, 2 << 20).Select(n => (byte)(n % 2 == 0 ? 'a' + (n / 2 % 7 * (n % 11)) : '\n')).ToArray();
        var reversed = lines.Reverse().ToArray();

        var outcome = LineMerge.Merge(lines, reversed, "a\n"u8.ToArray(), ConflictChoice.Ours);

        Assert.Equal(MergeConflictKind.BothChanged, outcome.Conflict);
        Assert.Null(outcome.Content);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"{clock.Elapsed}");
    }

    [Fact]
    public void The_most_lines_that_are_compared_take_seconds_at_worst()
    {
        var numbers = Enumerable.Range(0, LineDifference.MostLines).ToArray();
        var clock = Stopwatch.StartNew();

        Assert.NotNull(LineDifference.Matches(numbers, [.. numbers.Reverse()]));

        TestContext.Current.TestOutputHelper?.WriteLine($"{clock.Elapsed}");
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(60), $"{clock.Elapsed}");
    }

    [Fact]
    public void Equal_lines_at_both_ends_do_not_count()
    {
        string Text(string first, string last) => $"{first}\n{string.Concat(Enumerable.Range(0, 100_000).Select(n => $"{n}\n"))}{last}\n";

        Assert.Null(Merged(Text("a", "b"), Text("A", "B"), Text("a", "c")));
        Assert.Equal(Text("A", "b"), Merged(Text("a", "b"), Text("A", "b"), Text("A", "b")));
        Assert.Equal(Text("A", "c"), Merged(Text("a", "b"), Text("A", "b"), Text("a", "c")));
    }

    private static string Lines(string words) => string.Concat(words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word + "\n"));

    private static string? Merged(string @base, string ours, string theirs, ConflictChoice choice = ConflictChoice.None) =>
        LineMerge.Merge(Encoding.UTF8.GetBytes(@base), Encoding.UTF8.GetBytes(ours), Encoding.UTF8.GetBytes(theirs), choice).Content is { } merged
            ? Encoding.UTF8.GetString(merged)
            : null;
}
