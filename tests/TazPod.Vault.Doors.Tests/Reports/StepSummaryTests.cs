using TazPod.Vault.Doors.Reports;
using TazPod.Vault.Results;

namespace TazPod.Vault.Doors.Tests.Reports;

/// <summary>The summary of a step is small enough for a CI system, and text from the store is not interpreted.</summary>
public sealed class StepSummaryTests
{
    [Theory]
    [InlineData(100, false)]
    [InlineData(10000, true)]
    public void A_long_history_is_truncated(int copies, bool isCut)
    {
        var result = History(copies, new string('x', 2000));

        var page = StepSummary.Of(result, result);

        Assert.InRange(page.Length, 1, 1024 * 1024);
        Assert.Equal(Math.Min(copies, 100), page.Split('\n').Count(line => line.StartsWith("| ", StringComparison.Ordinal)) - 1);
        Assert.Equal(isCut, page.Contains($"The newest 100 of {copies}.", StringComparison.Ordinal));
    }

    [Fact]
    public void Text_from_the_store_is_not_markup()
    {
        var result = History(1, "<b>|\n::error::x ##vso[x]");

        Assert.Contains("| \\<b\\>\\|?::error::x # #vso\\[x\\] |", StepSummary.Of(result, result), StringComparison.Ordinal);
    }

    private static HistoryResult History(int copies, string pushedFrom) => new(
        "store", true, [.. Enumerable.Range(1, copies).Select(index => new HistoryEntry(
            index, "20260520T210000", DateTimeOffset.UnixEpoch, "key", 1, false, null, null, pushedFrom, false, null))]);
}
