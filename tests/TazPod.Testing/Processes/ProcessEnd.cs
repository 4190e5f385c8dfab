namespace TazPod.Testing.Processes;

/// <summary>How a process ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it printed.</param>
/// <param name="Error">What it printed as errors.</param>
public sealed record ProcessEnd(int ExitCode, string Output, string Error);
