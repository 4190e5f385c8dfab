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
    private readonly TransferLine? transfer =
        terminal.CanRedraw && !log.IsQuiet ? new TransferLine(Console.Error, time, terminal.Width) : null;

    /// <inheritdoc/>
    public void Detail(string line)
    {
        Clear();
        log.Detail(PlainText.OneLine(line));
    }

    /// <inheritdoc/>
    public void Transferred(string what, long done, long total) => transfer?.Report(what, done, total);

    /// <summary>Prints a line from a command unchanged, including colours.</summary>
    public void PassThrough(string line, bool isError)
    {
        Clear();
        (isError ? Console.Error : Console.Out).WriteLine(line);
    }

    public void Warn(string line)
    {
        Clear();
        foreach (var part in PlainText.Wrap(PlainText.OneLine(words(line)), terminal.Width))
        {
            log.Warning(part);
        }
    }

    public void Print(VerbResult result)
    {
        foreach (var notice in result.Notices)
        {
            Warn(notice);
        }

        foreach (var line in new ResultLines(time, terminal.Width).Of(result))
        {
            Write(result is DoctorResult ? words(line) : line);
        }

        foreach (var line in PlainText.Wrap(PlainText.OneLine(words(result.Summary)), terminal.Width))
        {
            Write(line);
        }
    }

    /// <summary>Clears the progress line, so that something else can be printed.</summary>
    public void Clear() => transfer?.Clear();

    private void Write(string line)
    {
        Clear();
        log.Information(PlainText.OneLine(line));
    }
}
