using System.Runtime.InteropServices;
using TazPod.Vault.Doors.Printing;
using TazPod.Vault.Errors;

namespace TazPod.Vault.Doors.Signals;

/// <summary>Turns the first signal to stop while a verb runs into its cancellation. The second one ends the host at once.</summary>
internal sealed class Interruption : IDisposable
{
    // What is written is whole or untouched at any instant, so a verb that hangs need not be waited for.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource source = new();
    private readonly SignalHandlers handlers;
    private readonly string verb;
    private readonly bool isPatient;
    private Timer? deadline;

    /// <param name="verb">The verb, for the message.</param>
    /// <param name="isPatient">Whether to wait for its end however long it takes: it waits for a command that is not ours to leave.</param>
    public Interruption(string verb, bool isPatient = false)
    {
        this.verb = verb;
        this.isPatient = isPatient;
        handlers = new SignalHandlers(OnSignal);
    }

    public CancellationToken Token => source.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        handlers.Dispose();
        deadline?.Dispose();
        source.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        if (source.IsCancellationRequested)
        {
            return;
        }

        context.Cancel = true;
        deadline = isPatient ? null : new Timer(_ => GiveUp(), null, Grace, Timeout.InfiniteTimeSpan);
        source.Cancel();
    }

    private void GiveUp()
    {
        Console.Error.WriteLine($"{FailureLine.Prefix}{FailureLine.Of(FailureLine.Interrupted(verb))}");
        Environment.Exit((int)ExitCode.Interrupted);
    }
}
