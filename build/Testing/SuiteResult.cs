namespace TazPod.Build.Testing;

/// <summary>How a suite ended.</summary>
/// <param name="Suite">The suite.</param>
/// <param name="Results">Its tests.</param>
/// <param name="Trouble">Why it failed although none of its tests did, with what it printed; null if that is not so.</param>
internal sealed record SuiteResult(TestSuite Suite, IReadOnlyList<ReportedTest> Results, string? Trouble = null);
