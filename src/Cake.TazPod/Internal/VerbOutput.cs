using Cake.Core.Diagnostics;
using TazPod.Vault.Doors.Printing;
using TazPod.Vault.Hosting;
using TazPod.Vault.Results;

namespace Cake.TazPod.Internal;

/// <summary>Prints what a verb says while it runs and what it did.</summary>
/// <param name="log">Where to.</param>
/// <param name="terminal">How wide it is.</param>
/// <param name="time">The clock and the local time zone.</param>
/// <param name="words">Puts a line into the words of this door.</param>
internal sealed class VerbOutput(ICakeLog log, Terminal terminal, TimeProvider time, Func<string, string> words) : IVaultObserver
{
    private readonly TransferLine? transfer =
        terminal.CanRedraw && log.Verbosity >= Verbosity.Normal ? new TransferLine(Console.Error, time, terminal.Width) : null;

    /// <inheritdoc/>
    public void Detail(string line)
    {
        Clear();
        log.Verbose("{0}", PlainText.OneLine(line));
    }

    /// <inheritdoc/>
    public void Transferred(string what, long done, long total) => transfer?.Report(what, done, total);

    /// <summary>Passes on a line that a command printed, as it is: colours and all.</summary>
    public void Pass(string line, bool isError)
    {
        Clear();
        (isError ? Console.Error : Console.Out).WriteLine(line);
    }

    public void Warn(string line)
    {
        Clear();
        foreach (var part in PlainText.Wrap(PlainText.OneLine(words(line)), terminal.Width))
        {
            log.Warning("{0}", part);
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
            Say(result is DoctorResult ? words(line) : line);
        }

        foreach (var line in PlainText.Wrap(PlainText.OneLine(words(result.Summary)), terminal.Width))
        {
            Say(line);
        }
    }

    public void Clear() => transfer?.Clear();

    private void Say(string line)
    {
        Clear();
        log.Information("{0}", PlainText.OneLine(line));
    }
}
