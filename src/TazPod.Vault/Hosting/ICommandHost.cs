using System.Runtime.InteropServices;

namespace TazPod.Vault.Hosting;

/// <summary>The output and the signals of this process, for a command that RunWithVault runs. Provided by a door.</summary>
internal interface ICommandHost
{
    /// <summary>Whether the command gets a stream of this process as it is, because it is a terminal. Otherwise the stream is
    /// masked.</summary>
    /// <param name="isError">The standard error, and not the standard output.</param>
    bool HandsOver(bool isError);

    /// <summary>Writes output of the command.</summary>
    /// <exception cref="IOException">Nobody reads it any more.</exception>
    void Write(ReadOnlySpan<byte> output, bool isError);

    /// <summary>The command is about to start.</summary>
    /// <param name="pass">Receives the signals to this process until the result is disposed. Not called by a door at which signals stop the
    /// verb.</param>
    IDisposable Begin(Action<PosixSignal> pass);
}
