using TazPod.Vault.Doors.Printing;
using TazPod.Vault.Hosting;
using TazPod.Vault.Results;

namespace TazPod.Vault.Doors.Terminals;

/// <summary>Prints what a verb reports while it runs, and its result.</summary>
/// <param name="log">The log to print to.</param>
/// <param name="terminal">The terminal.</param>
/// <param name="time">The clock and the local time zone.</param>
/// <param name="words">Rewrites a line in the terms of this door.</param>
internal sealed class VerbOutput(IDoorLog log, Terminal terminal, TimeProvider time, Func<string, string> words) : IVaultObserver
{
    /// <summary>The beginning of a notice.</summary>
    public const string Notice = "warning: ";

    private readonly IProgressDisplay? progress = log.IsQuiet ? null
        : terminal.CanRedraw ? new ProgressLine(Console.Error, time, terminal.Width)
        : new ProgressLog(log.Information, time);

    /// <inheritdoc/>
    public void Detail(string line)
    {
        Clear();
        log.Detail(PlainText.OneLine(line));
    }

    /// <inheritdoc/>
    public void Transferred(string what, long done, long total) => progress?.Report(what, done, total);

    /// <inheritdoc/>
    public void Waiting(string line) => Say(line);

    public void Warn(string line)
    {
        Clear();
        log.Warning(Wrapped(Notice + PlainText.OneLine(words(line))));
    }

    /// <summary>Prints a line of ordinary text.</summary>
    public void Say(string line)
    {
        Clear();
        log.Information(Wrapped(PlainText.OneLine(line)));
    }

    /// <summary>Prints the line that a verb without a result ends with. Unlike ordinary text, it is also shown at minimal
    /// verbosity.</summary>
    public void Conclude(string line)
    {
        Clear();
        log.Table(Wrapped(PlainText.OneLine(line)));
    }

    public void Print(VerbResult result)
    {
        foreach (var notice in result.Notices)
        {
            Warn(notice);
        }

        Clear();
        foreach (var line in new ResultLines(time, terminal.Width, terminal.Ink, words, log.IsVerbose).Of(result))
        {
            log.Table(line);
        }

        // The content of a secret speaks for itself.
        if (result is ReadResult)
        {
            Detail(words(result.Summary));
        }
        else
        {
            Say(words(result.Summary));
        }
    }

    /// <summary>Clears the progress line, so that something else can be printed.</summary>
    public void Clear() => progress?.Clear();

    private string Wrapped(string line) => string.Join(Environment.NewLine, PlainText.Wrap(line, terminal.Width));
}
