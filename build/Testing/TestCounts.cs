namespace TazPod.Build.Testing;

/// <summary>The number of tests by outcome.</summary>
/// <param name="Passed">Tests that passed.</param>
/// <param name="Failed">Tests with any other outcome than passed or skipped.</param>
/// <param name="Skipped">Tests that were skipped.</param>
internal sealed record TestCounts(int Passed, int Failed, int Skipped)
{
    public static TestCounts Of(IReadOnlyList<ReportedTest> results)
    {
        int Count(TestOutcome outcome) => results.Count(result => result.Outcome == outcome);
        return new TestCounts(Count(TestOutcome.Passed), Count(TestOutcome.Failed), Count(TestOutcome.Skipped));
    }

    /// <summary>The closing line.</summary>
    public override string ToString() => $"{Passed} passed, {Failed} failed" + (Skipped == 0 ? "" : $", {Skipped} skipped");
}
