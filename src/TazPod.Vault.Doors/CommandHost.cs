using System.Runtime.InteropServices;
using TazPod.Vault.Doors.Ci;
using TazPod.Vault.Doors.Signals;
using TazPod.Vault.Doors.Terminals;
using TazPod.Vault.Hosting;

namespace TazPod.Vault.Doors;

/// <summary>The output and the signals of this process, for a command that RunWithVault runs.</summary>
/// <param name="interruption">Receives the signals.</param>
/// <param name="door">The door.</param>
/// <param name="isForResult">Whether the standard output is only for the result.</param>
/// <param name="clear">Removes from the terminal what is not to be mixed with the output.</param>
internal sealed class CommandHost(Interruption interruption, Door door, bool isForResult, Action clear) : ICommandHost
{
    private const int Output = 1;
    private const int Error = 2;

    /// <inheritdoc/>
    public bool HandsOver(bool isError) => door.StepsBack && !CiSystems.IsCi(door.Environment)
        && !(isError ? Console.IsErrorRedirected : isForResult || Console.IsOutputRedirected);

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<byte> output, bool isError)
    {
        clear();
        StandardOutput.Write(output, isError || isForResult ? Error : Output);
    }

    /// <inheritdoc/>
    public IDisposable Begin(Action<PosixSignal> pass)
    {
        clear();
        return interruption.PassTo(door.StepsBack ? pass : null);
    }
}
