namespace TazPod.Build.Testing;

/// <summary>How many tests ended in which way.</summary>
/// <param name="Passed">Tests that passed.</param>
/// <param name="Failed">Tests that did anything but pass or be skipped.</param>
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
