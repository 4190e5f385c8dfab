using System.Runtime.InteropServices;
using TazPod.Vault.Doors.Printing;
using TazPod.Vault.Doors.Signals;
using TazPod.Vault.Errors;

namespace Cake.Frosting.TazPod.Internal;

/// <summary>Ends the host with exit code 130 and one line at a signal that nothing in the build handles: during startup, between two verbs,
/// and at the second signal at any time.</summary>
/// <remarks>The runtime calls handlers in reverse order of their registration. This one is registered first, so it sees what the verb or a
/// build's own task has decided.</remarks>
internal sealed class UnhandledInterruption : IDisposable
{
    private readonly SignalHandlers handlers = new(OnSignal);

    /// <inheritdoc/>
    public void Dispose() => handlers.Dispose();

    private static void OnSignal(PosixSignalContext context)
    {
        if (!context.Cancel)
        {
            context.Cancel = true;
            Console.Error.WriteLine($"{FailureLine.Prefix}{FailureLine.Of(FailureLine.Interrupted("the build"))}");
            Environment.Exit((int)ExitCode.Interrupted);
        }
    }
}
