using TazPod.Vault.Doors.Printing;
using TazPod.Vault.Doors.Terminals;

namespace TazPod.Tool.Internal;

/// <summary>Prints to the standard output, and warnings to the standard error.</summary>
/// <param name="isQuiet">Whether only errors are printed.</param>
/// <param name="isVerbose">Whether details are printed.</param>
/// <param name="ink">The colours of the standard output.</param>
internal sealed class ConsoleLog(bool isQuiet, bool isVerbose, Ink ink) : IDoorLog
{
    /// <inheritdoc/>
    public bool IsQuiet => isQuiet;

    /// <inheritdoc/>
    public bool IsVerbose => isVerbose;

    /// <inheritdoc/>
    public void Table(string line) => Print(line);

    /// <inheritdoc/>
    public void Information(string line) => Print(line);

    /// <inheritdoc/>
    public void Warning(string line)
    {
        if (!isQuiet)
        {
            Console.Error.WriteLine(ink.PaintPrefix(Tone.Warning, VerbOutput.Notice, line));
        }
    }

    /// <inheritdoc/>
    public void Detail(string line)
    {
        if (isVerbose)
        {
            Print(line);
        }
    }

    private void Print(string line)
    {
        if (!isQuiet)
        {
            Console.Out.WriteLine(line);
        }
    }
}
