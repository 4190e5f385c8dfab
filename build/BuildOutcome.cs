namespace TazPod.Build;

/// <summary>What a build's own tasks pass on to its end: the last line, and whether the build was interrupted.</summary>
public sealed class BuildOutcome
{
    private const int UsageExitCode = 2;
    private const int InterruptedExitCode = 130;

    /// <summary>Printed after everything else, even after a failure; null for none.</summary>
    public string? ClosingLine { get; set; }

    /// <summary>Whether a signal ended the build.</summary>
    public bool IsInterrupted { get; set; }

    /// <summary>Whether the command line was invalid.</summary>
    public bool IsMisused { get; set; }

    /// <summary>Prints the closing line.</summary>
    /// <param name="exitCode">How the run ended.</param>
    /// <returns>The exit code of the process.</returns>
    public int End(int exitCode)
    {
        if (ClosingLine is not null)
            Console.Out.WriteLine(ClosingLine);

        return IsInterrupted ? InterruptedExitCode : IsMisused ? UsageExitCode : exitCode;
    }
}
