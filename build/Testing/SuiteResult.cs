namespace TazPod.Build.Testing;

/// <summary>The result of a suite.</summary>
/// <param name="Suite">The suite.</param>
/// <param name="Results">Its tests.</param>
/// <param name="Trouble">Why the suite failed although none of its tests did, with its output; null otherwise.</param>
internal sealed record SuiteResult(TestSuite Suite, IReadOnlyList<ReportedTest> Results, string? Trouble = null);
