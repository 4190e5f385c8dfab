namespace TazPod.Build.Testing;

/// <summary>The outcome of a test.</summary>
internal enum TestOutcome
{
    /// <summary>It passed.</summary>
    Passed,

    /// <summary>It neither passed nor was skipped.</summary>
    Failed,

    /// <summary>It was skipped.</summary>
    Skipped,
}
