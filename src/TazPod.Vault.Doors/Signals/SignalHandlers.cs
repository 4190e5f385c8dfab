using System.Runtime.InteropServices;

namespace TazPod.Vault.Doors.Signals;

/// <summary>One handler for several signals.</summary>
/// <remarks>A signal that was ignored when the process started, as under <c>nohup</c>, stays ignored.</remarks>
internal sealed class SignalHandlers : IDisposable
{
    // Their numbers on Linux. The framework has no names for them.
    private const PosixSignal FirstOfUser = (PosixSignal)10;
    private const PosixSignal SecondOfUser = (PosixSignal)12;

    private readonly PosixSignalRegistration[] registrations;

    /// <summary>For every signal that asks a build to stop: Ctrl-C, SIGTERM, and SIGHUP when the terminal is closed.</summary>
    public SignalHandlers(Action<PosixSignalContext> handler)
        : this(handler, [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP])
    {
    }

    private SignalHandlers(Action<PosixSignalContext> handler, PosixSignal[] signals) =>
        registrations = [.. signals.Select(signal => PosixSignalRegistration.Create(signal, handler))];

    /// <summary>For the other signals that a command can handle, and that would end this process.</summary>
    public static SignalHandlers OfCommands(Action<PosixSignalContext> handler) =>
        new(handler, OperatingSystem.IsLinux() ? [PosixSignal.SIGQUIT, FirstOfUser, SecondOfUser] : [PosixSignal.SIGQUIT]);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in registrations)
        {
            registration.Dispose();
        }
    }
}
