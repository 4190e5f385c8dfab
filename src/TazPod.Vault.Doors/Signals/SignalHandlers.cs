using System.Runtime.InteropServices;

namespace TazPod.Vault.Doors.Signals;

/// <summary>One handler for every signal that asks a build to stop: Ctrl-C, SIGTERM, and SIGHUP when the terminal is closed.</summary>
/// <remarks>A signal that was ignored when the process started, as under <c>nohup</c>, stays ignored.</remarks>
internal sealed class SignalHandlers(Action<PosixSignalContext> handler) : IDisposable
{
    private readonly PosixSignalRegistration[] registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, handler),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, handler),
        PosixSignalRegistration.Create(PosixSignal.SIGHUP, handler),
    ];

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in registrations)
        {
            registration.Dispose();
        }
    }
}
