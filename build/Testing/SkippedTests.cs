namespace TazPod.Build.Testing;

/// <summary>Describes skipped tests: one line for each reason.</summary>
internal static class SkippedTests
{
    private const string Server = "S3_TEST_";

    /// <summary>The lines; the most frequent reason is first.</summary>
    public static IReadOnlyList<string> Describe(IEnumerable<ReportedTest> results) =>
    [
        .. Skipped(results)
            .GroupBy(Reason)
            .OrderByDescending(group => group.Count())
            .ThenBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => $"{group.Count()} skipped: {group.Key}"),
    ];

    /// <summary>The number of tests that were skipped because they need a real S3 server.</summary>
    public static int ThatNeedAServer(IEnumerable<ReportedTest> results) =>
        Skipped(results).Count(result => Reason(result).Contains(Server, StringComparison.Ordinal));

    private static IEnumerable<ReportedTest> Skipped(IEnumerable<ReportedTest> results) =>
        results.Where(result => result.Outcome == TestOutcome.Skipped);

    private static string Reason(ReportedTest result) =>
        (result.Output.Length > 0 ? result.Output : result.Message).Split('\n')[0].Trim() is { Length: > 0 } reason ? reason : "without a reason";
}
