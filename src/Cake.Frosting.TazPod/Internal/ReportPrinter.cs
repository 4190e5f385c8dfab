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
    private const string Target = "target";
    private const string Exclusive = "exclusive";
    private const int UsualWidth = 80;

    private readonly IConsole console = services.GetRequiredService<IConsole>();
    private readonly ICakeLog log = services.GetRequiredService<ICakeLog>();
    private readonly Terminal terminal = services.GetRequiredService<Terminal>();

    private bool IsHeard => log.Verbosity >= Verbosity.Verbose || (log.Verbosity == Verbosity.Normal && HasSeveralTasks());

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

    // Whether the command line names several targets, or one that brings others with it.
    private bool HasSeveralTasks()
    {
        var arguments = services.GetRequiredService<ICakeArguments>();
        var targets = arguments.GetArguments(Target).ToList();
        if (targets.Count != 1 || arguments.HasArgument(Exclusive))
        {
            return targets.Count > 1;
        }

        return services.GetRequiredService<ICakeEngine>().Tasks.Any(task => Is(task.Name, targets[0])
            ? task.Dependencies.Count > 0
            : task.Dependees.Any(dependee => Is(dependee.Name, targets[0])));
    }

    private static bool Is(string name, string target) => name.Equals(target, StringComparison.OrdinalIgnoreCase);

    private static TextCell Result(CakeReportEntry entry) => entry.ExecutionStatus switch
    {
        CakeTaskExecutionStatus.Failed => new("failed", Tone.Bad),
        CakeTaskExecutionStatus.Skipped => new($"skipped {entry.SkippedMessage}".TrimEnd(), Tone.Warning),
        _ => new("done", Tone.Good),
    };

    private static TextCell Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");
}
