using System.Runtime.InteropServices;
using Cake.Core;

namespace TazPod.Build;

/// <summary>Lets a task clean up after the first Ctrl-C, SIGTERM or SIGHUP. The second one ends the process at once.</summary>
internal sealed class BuildInterruption : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly PosixSignalRegistration[] registrations;
    private readonly BuildOutcome outcome;

    public BuildInterruption(BuildOutcome outcome)
    {
        this.outcome = outcome;
        registrations = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }
            .Select(signal => PosixSignalRegistration.Create(signal, OnSignal))];
    }

    public CancellationToken Token => source.Token;

    /// <summary>Ends the task if there was a signal.</summary>
    public void ThrowIfInterrupted()
    {
        if (source.IsCancellationRequested)
            throw new CakeException("interrupted");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in registrations)
            registration.Dispose();
        source.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        if (source.IsCancellationRequested)
            return;

        context.Cancel = true;
        outcome.IsInterrupted = true;
        source.Cancel();
    }
}
