using System.Runtime.InteropServices;
using TazPod.Vault.Doors.Printing;
using TazPod.Vault.Errors;

namespace TazPod.Vault.Doors.Signals;

/// <summary>Cancels a running verb at the first signal to stop. The second signal ends the process at once.</summary>
internal sealed class Interruption : IDisposable
{
    // All writes are atomic at any instant, so the process need not wait for a verb that hangs.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource source = new();
    private readonly SignalHandlers handlers;
    private readonly string verb;
    private readonly bool isPatient;
    private Timer? deadline;
    private volatile Action<PosixSignal>? command;

    /// <param name="verb">The verb's name, for the message.</param>
    /// <param name="isPatient">Whether to wait for the end of the verb without limit, because it runs a command that must not be
    /// abandoned.</param>
    public Interruption(string verb, bool isPatient = false)
    {
        this.verb = verb;
        this.isPatient = isPatient;
        handlers = new SignalHandlers(OnSignal);
    }

    public CancellationToken Token => source.Token;

    /// <summary>Passes signals on to a command, instead of stopping the verb, until the result is disposed. That includes signals that this
    /// process does not handle otherwise: it must not end before the command.</summary>
    /// <param name="receiver">Receives them; null to change nothing.</param>
    public IDisposable PassTo(Action<PosixSignal>? receiver)
    {
        command = receiver;
        return new Passing(this, receiver is null ? null : SignalHandlers.OfCommands(OnSignal));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        handlers.Dispose();
        deadline?.Dispose();
        source.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        if (command is { } receiver)
        {
            context.Cancel = true;
            receiver(context.Signal);
            return;
        }

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

    private sealed class Passing(Interruption owner, SignalHandlers? others) : IDisposable
    {
        public void Dispose()
        {
            others?.Dispose();
            owner.command = null;
        }
    }
}
