using System.Globalization;

namespace TazPod.Build.Testing;

/// <summary>A run of several suites, as many in parallel as there are processors.</summary>
/// <param name="suites">The suites, in the order in which to start them.</param>
/// <param name="run">Runs one suite.</param>
/// <param name="say">Prints one or more lines.</param>
internal sealed class TestRun(IReadOnlyList<TestSuite> suites, Func<TestSuite, CancellationToken, Task<SuiteResult>> run, Action<string> say)
{
    private readonly List<SuiteResult> ended = [];

    /// <summary>The tests of all suites that have ended.</summary>
    public IReadOnlyList<ReportedTest> Results => [.. ended.SelectMany(suite => suite.Results)];

    /// <summary>The suites that failed although none of their tests did.</summary>
    public IReadOnlyList<TestSuite> SuitesThatFailedToRun => [.. ended.Where(suite => suite.Trouble is not null).Select(suite => suite.Suite)];

    /// <summary>Runs all suites. As each ends, prints its failures and the progress.</summary>
    /// <param name="suiteEnded">Called as each suite ends, never concurrently.</param>
    /// <param name="cancellationToken">Ends the run early.</param>
    public async Task RunAsync(Action suiteEnded, CancellationToken cancellationToken)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(suites, options, async (suite, cancel) =>
        {
            var result = await run(suite, cancel);
            lock (ended)
            {
                ended.Add(result);
                Say(result);
                suiteEnded();
            }
        });
    }

    private void Say(SuiteResult result)
    {
        foreach (var test in result.Results.Where(test => test.Outcome == TestOutcome.Failed))
            say(test.Describe());
        if (result.Trouble is not null)
            say(result.Trouble);

        var counts = TestCounts.Of(Results);
        var failed = counts.Failed == 0 ? "" : $", {Number(counts.Failed)} failed";
        say($"{ended.Count} of {suites.Count} suites, {Number(counts.Passed)} passed{failed}");
    }

    private static string Number(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
