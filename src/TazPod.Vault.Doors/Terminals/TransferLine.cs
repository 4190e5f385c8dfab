using System.Globalization;
using TazPod.Vault.Doors.Printing;
using TazPod.Vault.Results;

namespace TazPod.Vault.Doors.Terminals;

/// <summary>Shows the progress of a transfer on one line of a terminal, if the transfer takes longer than half a second.</summary>
internal sealed class TransferLine(TextWriter output, TimeProvider time, int width)
{
    private static readonly TimeSpan ShowAfter = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan RedrawAfter = TimeSpan.FromMilliseconds(100);

    private readonly Lock gate = new();
    private string? current;
    private long started;
    private long drawn;
    private int shown;

    public void Report(string what, long done, long total)
    {
        lock (gate)
        {
            if (what != current)
            {
                Erase();
                (current, started, drawn) = (what, time.GetTimestamp(), 0);
            }

            if (total > 0 && done >= total)
            {
                Erase();
                current = null;
            }
            else if (time.GetElapsedTime(started) >= ShowAfter && (drawn == 0 || time.GetElapsedTime(drawn) >= RedrawAfter))
            {
                Draw(done, total);
            }
        }
    }

    /// <summary>Clears the line, so that something else can be printed.</summary>
    public void Clear()
    {
        lock (gate)
        {
            Erase();
        }
    }

    private void Draw(long done, long total)
    {
        drawn = time.GetTimestamp();
        var amount = total > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{100 * done / total,3} %, {ByteSize.Format(done)} of {ByteSize.Format(total)}")
            : ByteSize.Format(done);
        var text = Cells.Fit(PlainText.OneLine($"{current}: {amount}"), width - 1);
        output.Write($"\r{text}{Cells.Blank(text, shown)}");
        output.Flush();
        shown = Cells.WidthOf(text);
    }

    private void Erase()
    {
        if (shown > 0)
        {
            output.Write($"\r{new string(' ', shown)}\r");
            output.Flush();
            shown = 0;
        }
    }
}
