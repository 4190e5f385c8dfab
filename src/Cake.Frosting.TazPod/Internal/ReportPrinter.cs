using System.Globalization;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.TazPod.Internal;
using Microsoft.Extensions.DependencyInjection;
using TazPod.Vault.Doors.Printing;
using TazPod.Vault.Doors.Terminals;

namespace Cake.Frosting.TazPod.Internal;

/// <summary>Prints a heading for each task, and a table of durations at the end. A run of a single task has neither, unless it is
/// verbose.</summary>
/// <param name="services">The host's services. The engine is created after its printer.</param>
internal sealed class ReportPrinter(IServiceProvider services) : ICakeReportPrinter
{
    private const int UsualWidth = 80;

    private readonly IConsole console = services.GetRequiredService<IConsole>();
    private readonly ICakeLog log = services.GetRequiredService<ICakeLog>();
    private readonly Terminal terminal = services.GetRequiredService<Terminal>();

    private bool IsHeard => log.Verbosity >= Verbosity.Verbose || (log.Verbosity == Verbosity.Normal && TasksOfRun.Names(services).Count > 1);

    /// <inheritdoc/>
    public void Write(CakeReport report)
    {
        var tasks = report.Where(entry => entry.Category == CakeReportEntryCategory.Task).ToList();
        if (tasks.Count < 2 || log.Verbosity < Verbosity.Normal)
        {
            return;
        }

        console.WriteLine("{0}", "");
        var table = new TextTable(terminal.Width, terminal.Ink, TextColumn.Name, TextColumn.Number, TextColumn.Text);
        TextCell[][] rows =
        [
            TextCell.Heading("task", "duration", "result"),
            .. tasks.Select(entry => new[] { entry.TaskName, Seconds(entry.Duration), Result(entry) }),
            ["total", Seconds(tasks.Aggregate(TimeSpan.Zero, (sum, entry) => sum + entry.Duration)), ""],
        ];
        foreach (var line in table.Lines(rows))
        {
            console.WriteLine("{0}", line);
        }
    }

    /// <inheritdoc/>
    public void WriteStep(string name, Verbosity verbosity)
    {
        // The build goes on after a task that failed.
        (log as PlainLog)?.Flush();
        WriteHeading(name);
    }

    /// <inheritdoc/>
    public void WriteLifeCycleStep(string name, Verbosity verbosity) => WriteHeading(name);

    /// <inheritdoc/>
    public void WriteSkippedStep(string name, Verbosity verbosity)
    {
        if (verbosity >= Verbosity.Verbose)
        {
            WriteHeading(name);
        }
    }

    private void WriteHeading(string name)
    {
        if (!IsHeard)
        {
            return;
        }

        var rule = new string('=', Math.Min(terminal.Width, UsualWidth));
        console.WriteLine("{0}", "");
        foreach (var line in new[] { rule, name, rule })
        {
            console.WriteLine("{0}", terminal.Ink.Paint(Tone.Heading, line));
        }
    }

    private static TextCell Result(CakeReportEntry entry) => entry.ExecutionStatus switch
    {
        CakeTaskExecutionStatus.Failed => new("failed", Tone.Bad),
        CakeTaskExecutionStatus.Skipped => new($"skipped {entry.SkippedMessage}".TrimEnd(), Tone.Warning),
        _ => new("done", Tone.Good),
    };

    private static TextCell Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");
}
