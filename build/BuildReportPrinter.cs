using Cake.Cli;
using Cake.Core;
using Cake.Core.Diagnostics;
using Spectre.Console;

namespace TazPod.Build;

/// <summary>Prints Cake's headings and its table of durations. A single task has no table, and a quiet run has neither.</summary>
internal sealed class BuildReportPrinter(IAnsiConsole console, IConsole lines, ICakeLog log) : ICakeReportPrinter
{
    private const int UsualWidth = 80;
    private readonly CakeSpectreReportPrinter cake = new(console);

    private bool IsHeard => log.Verbosity > Verbosity.Quiet;

    /// <inheritdoc/>
    public void Write(CakeReport report)
    {
        if (IsHeard && report.Count(entry => entry.Category == CakeReportEntryCategory.Task) > 1)
            cake.Write(report);
    }

    /// <inheritdoc/>
    public void WriteStep(string name, Verbosity verbosity)
    {
        if (!IsHeard || name == Tasks.DefaultTask.Name)
            return;

        // The same as Cake's, without the blanks that pad each line of its table.
        var rule = new string(console.Profile.Capabilities.Unicode ? '\u2550' : '=', Console.IsOutputRedirected ? UsualWidth : console.Profile.Width);
        lines.WriteLine();
        lines.WriteLine("{0}", rule);
        lines.WriteLine(" {0}", name);
        lines.WriteLine("{0}", rule);
    }

    /// <inheritdoc/>
    public void WriteLifeCycleStep(string name, Verbosity verbosity)
    {
        if (IsHeard)
            cake.WriteLifeCycleStep(name, verbosity);
    }

    /// <inheritdoc/>
    public void WriteSkippedStep(string name, Verbosity verbosity)
    {
        if (IsHeard)
            cake.WriteSkippedStep(name, verbosity);
    }
}
