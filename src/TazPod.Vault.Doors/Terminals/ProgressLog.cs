namespace TazPod.Vault.Doors.Terminals;

/// <summary>Prints the progress of long work without a terminal: a line every ten seconds.</summary>
internal sealed class ProgressLog(Action<string> print, TimeProvider time) : IProgressDisplay
{
    private static readonly TimeSpan PrintAfter = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private string? current;
    private long started;
    private long printed;

    /// <inheritdoc/>
    public void Report(string what, long done, long total)
    {
        lock (gate)
        {
            if (what != current)
            {
                current = what;
                started = printed = time.GetTimestamp();
            }
            else if (time.GetElapsedTime(printed) >= PrintAfter)
            {
                printed = time.GetTimestamp();
                print(ProgressText.Of(what, done, total, time.GetElapsedTime(started)));
            }
        }
    }

    /// <inheritdoc/>
    public void Clear()
    {
    }
}
