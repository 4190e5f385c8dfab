using TazPod.Vault.Doors.Printing;

namespace TazPod.Vault.Doors.Terminals;

/// <summary>Shows the progress of work on one line of a terminal, if it takes longer than half a second.</summary>
internal sealed class ProgressLine(TextWriter output, TimeProvider time, int width) : IProgressDisplay
{
    private static readonly TimeSpan ShowAfter = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan RedrawAfter = TimeSpan.FromMilliseconds(100);

    private readonly Lock gate = new();
    private string? current;
    private long started;
    private long drawn;
    private int shown;

    /// <inheritdoc/>
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
                Draw(ProgressText.Of(what, done, total, time.GetElapsedTime(started)));
            }
        }
    }

    /// <inheritdoc/>
    public void Clear()
    {
        lock (gate)
        {
            Erase();
        }
    }

    private void Draw(string line)
    {
        drawn = time.GetTimestamp();
        var text = Cells.Fit(line, width - 1);
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
