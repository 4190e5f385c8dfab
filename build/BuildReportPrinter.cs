using System.Text;
using Cake.Cli;
using Cake.Core;
using Cake.Core.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace TazPod.Build;

/// <summary>Cake's headings and its table of durations, where they tell something: not for a single task, and never when quiet.</summary>
/// <remarks>Making Spectre's console takes longer than many a task, and most runs print nothing that needs it.</remarks>
internal sealed class BuildReportPrinter(IServiceProvider services, IConsole lines, ICakeLog log) : ICakeReportPrinter
{
    private const int UsualWidth = 80;
    private readonly Lazy<CakeSpectreReportPrinter> cake = new(() => new(services.GetRequiredService<IAnsiConsole>()));

    /// <inheritdoc/>
    public void Write(CakeReport report)
    {
        if (IsHeard && report.Count(entry => entry.Category == CakeReportEntryCategory.Task) > 1)
            cake.Value.Write(report);
    }

    /// <inheritdoc/>
    public void WriteStep(string name, Verbosity verbosity)
    {
        if (!IsHeard || name == Tasks.DefaultTask.Name)
            return;

        // What Cake prints, without laying out a table for it, which takes as long as asking the store.
        var isUnicode = Console.OutputEncoding.CodePage == Encoding.UTF8.CodePage;
        var rule = new string(isUnicode ? '\u2550' : '=', Width);
        lines.WriteLine();
        lines.WriteLine("{0}", rule);
        lines.WriteLine(" {0}", name);
        lines.WriteLine("{0}", rule);
    }

    /// <inheritdoc/>
    public void WriteLifeCycleStep(string name, Verbosity verbosity)
    {
        if (IsHeard)
            cake.Value.WriteLifeCycleStep(name, verbosity);
    }

    /// <inheritdoc/>
    public void WriteSkippedStep(string name, Verbosity verbosity)
    {
        if (IsHeard)
            cake.Value.WriteSkippedStep(name, verbosity);
    }

    private static int Width => !Console.IsOutputRedirected && Console.WindowWidth is var width and > 0 ? width : UsualWidth;

    private bool IsHeard => log.Verbosity > Verbosity.Quiet;
}
