using Cake.Cli;
using Cake.Core;
using Cake.Core.Diagnostics;
using Spectre.Console;

namespace TazPod.Build;

/// <summary>Cake's headings and its table of durations, where they tell something: not for a single task, and never when quiet.</summary>
internal sealed class BuildReportPrinter(IAnsiConsole console, ICakeLog log) : ICakeReportPrinter
{
    private readonly CakeSpectreReportPrinter cake = new(console);

    /// <inheritdoc/>
    public void Write(CakeReport report)
    {
        if (IsHeard && report.Count(entry => entry.Category == CakeReportEntryCategory.Task) > 1)
            cake.Write(report);
    }

    /// <inheritdoc/>
    public void WriteStep(string name, Verbosity verbosity)
    {
        if (IsHeard && name != Tasks.DefaultTask.Name)
            cake.WriteStep(name, verbosity);
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

    private bool IsHeard => log.Verbosity > Verbosity.Quiet;
}
