namespace TazPod.Build.Testing;

/// <summary>How a test ended.</summary>
internal enum TestOutcome
{
    /// <summary>It passed.</summary>
    Passed,

    /// <summary>It did anything but pass or be skipped.</summary>
    Failed,

    /// <summary>It was skipped.</summary>
    Skipped,
}
