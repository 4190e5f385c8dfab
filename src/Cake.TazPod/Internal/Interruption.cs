using TazPod.Vault.Doors;
using System.Runtime.InteropServices;
using TazPod.Vault.Errors;

namespace Cake.TazPod.Internal;

/// <summary>Turns the first Ctrl-C or SIGTERM while a verb runs into its cancellation. The second one does what it always does.</summary>
internal sealed class Interruption : IDisposable
{
    // What is written is whole or untouched at any instant, so a verb that hangs need not be waited for.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource source = new();
    private readonly List<PosixSignalRegistration> registrations = [];
    private readonly string verb;
    private Timer? deadline;

    public Interruption(string verb)
    {
        this.verb = verb;
        registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal));
        registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal));
    }

    public CancellationToken Token => source.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in registrations)
        {
            registration.Dispose();
        }

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
        deadline = new Timer(_ => GiveUp(), null, Grace, Timeout.InfiniteTimeSpan);
        source.Cancel();
    }

    private void GiveUp()
    {
        Console.Error.WriteLine($"Error: {FailureLine.Of(FailureLine.Interrupted(verb))}");
        Environment.Exit((int)ExitCode.Interrupted);
    }
}
