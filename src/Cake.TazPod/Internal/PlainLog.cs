using System.Globalization;
using System.Text.RegularExpressions;
using Cake.Core;
using Cake.Core.Diagnostics;
using TazPod.Vault.Doors.Printing;
using TazPod.Vault.Doors.Terminals;

namespace Cake.TazPod.Internal;

/// <summary>A log that prints text in the terminal's own colour. Cake's own prints white, which is invisible on a white
/// background.</summary>
/// <param name="console">The console.</param>
/// <param name="output">The colours of the standard output.</param>
/// <param name="error">The colours of the standard error.</param>
/// <param name="outcome">Knows which failure a CI system already shows.</param>
internal sealed partial class PlainLog(IConsole console, Ink output, Ink error, RunOutcome outcome) : ICakeLog
{
    private const string TaskFailed = "An error occurred when executing task '{0}'.";
    private const string Failed = "Error: {0}";

    private readonly Lock gate = new();
    private string? failedTask;

    /// <inheritdoc/>
    public Verbosity Verbosity { get; set; } = Verbosity.Normal;

    /// <summary>The log to print to instead of a build's own: that log itself, unless it is Cake's.</summary>
    public static ICakeLog InPlaceOf(ICakeContext context, RunOutcome outcome)
    {
        if (context.Log is not CakeBuildLog)
        {
            return context.Log;
        }

        var log = Create(new CakeConsole(context.Environment), context.Environment.GetEnvironmentVariable, outcome);
        log.Verbosity = context.Log.Verbosity;
        return log;
    }

    /// <summary>A log whose streams have colours if they are terminals.</summary>
    public static PlainLog Create(IConsole console, Func<string, string?> environment, RunOutcome outcome)
    {
        return new PlainLog(console, Of(StandardOutput.IsRedirected), Of(Console.IsErrorRedirected), outcome);

        // On Windows, asking switches the console to escape codes.
        Ink Of(bool isRedirected) => Ink.Of(isRedirected, environment) is { IsOn: true } ink && console.SupportAnsiEscapeCodes ? ink : Ink.None;
    }

    /// <summary>Prints that a task failed, if the reason did not follow because the build goes on.</summary>
    public void Flush()
    {
        lock (gate)
        {
            PrintFailedTask();
        }
    }

    /// <inheritdoc/>
    public void Write(Verbosity verbosity, LogLevel level, string format, params object[] args)
    {
        if (verbosity > Verbosity)
        {
            return;
        }

        lock (gate)
        {
            if (level <= LogLevel.Error)
            {
                WriteError(format, args);
                return;
            }

            PrintFailedTask();
            var text = Text(format, args);
            console.WriteLine("{0}", level == LogLevel.Warning ? output.PaintPrefix(Tone.Warning, VerbOutput.Notice, text) : text);
        }
    }

    // Cake says that a task failed, and then why. The reason alone is enough: with several tasks, it is below the task's heading.
    private void WriteError(string format, object[] args)
    {
        if (format == Failed)
        {
            failedTask = null;
            if (outcome.IsShown(Text("{0}", args)))
            {
                return;
            }
        }

        PrintFailedTask();
        var text = Text(format, args);
        if (format == TaskFailed)
        {
            failedTask = text;
        }
        else if (UnknownTarget().Match(text) is { Success: true } unknown && outcome.DescribeUnknownTarget?.Invoke(unknown.Groups["names"].Value) is { } description)
        {
            Print(FailureLine.Prefix + description);
        }
        else
        {
            Print(text);
        }
    }

    private void PrintFailedTask()
    {
        if (failedTask is { } text)
        {
            failedTask = null;
            Print(text);
        }
    }

    private void Print(string text) => console.WriteErrorLine("{0}", error.PaintPrefix(Tone.Bad, FailureLine.Prefix, text));

    // At diagnostic verbosity, the type comes first and the stack last.
    [GeneratedRegex(@"^(Error: )?([\w.]+: )?The targets? (?<names>.+) (was|were) not found\.", RegexOptions.Singleline)]
    private static partial Regex UnknownTarget();

    private static string Text(string format, object[] args) => args is { Length: > 0 }
        ? string.Format(CultureInfo.InvariantCulture, format, args)
        : format.Replace("{{", "{", StringComparison.Ordinal).Replace("}}", "}", StringComparison.Ordinal);
}
