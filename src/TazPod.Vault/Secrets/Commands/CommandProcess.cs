using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;
using TazPod.Vault.Session;

namespace TazPod.Vault.Secrets.Commands;

/// <summary>Runs a command as a child of this process, in its process group.</summary>
/// <param name="session">The session, whose host has the streams.</param>
/// <param name="start">The command and its environment.</param>
/// <param name="masking">Masks the streams that the command does not get itself.</param>
/// <param name="files">The files that the command can read; they are removed when it has ended. Null for none.</param>
internal sealed class CommandProcess(VaultSession session, ProcessStartInfo start, Masking masking, CommandFiles? files)
{
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);

    private readonly Lock gate = new();
    private readonly TaskCompletionSource stopsReading = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private PosixSignal? early;
    private Process? running;

    /// <summary>Whether a stream is masked, and not handed over.</summary>
    public static bool Masks(VaultSession session, bool isForced, bool isError) =>
        isForced || session.Host.CommandHost is not { } host || !host.HandsOver(isError);

    /// <param name="cancellationToken">Asks the command to terminate. Its end is awaited, because it may have to clean up.</param>
    /// <returns>Its exit code; 128 plus the signal's number if a signal ended it.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using var process = new Process { StartInfo = start };
        using var signals = session.Host.CommandHost?.Begin(Pass);
        Start(process);
        var outputs = Task.WhenAll(
            start.RedirectStandardOutput ? ForwardAsync(process.StandardOutput.BaseStream, isError: false) : Task.CompletedTask,
            start.RedirectStandardError ? ForwardAsync(process.StandardError.BaseStream, isError: true) : Task.CompletedTask);
        await using (cancellationToken.Register(() => Terminate(process)))
        {
            await process.WaitForExitAsync(CancellationToken.None);
        }

        RemoveFiles();
        await EndOfAsync(outputs, cancellationToken);
        return process.ExitCode;
    }

    private void Start(Process process)
    {
        SetInheritance(true);
        try
        {
            process.Start();
        }
        catch (Win32Exception exception)
        {
            throw VaultErrors.InvalidSetting.With(
                $"'{start.FileName}' cannot be started: {exception.Message}", "Check the command: a program's path or name, then its arguments.", exception);
        }
        finally
        {
            SetInheritance(false);
        }

        lock (gate)
        {
            running = process;
            if (early is { } signal)
            {
                Send(process, signal);
            }
        }
    }

    // What a new process gets from this one.
    private void SetInheritance(bool isStarting)
    {
        files?.Directory.ShareLock(isStarting);
        if (!OperatingSystem.IsWindows())
        {
            Posix.IgnoreBrokenPipes(!isStarting);
        }
    }

    private void RemoveFiles()
    {
        try
        {
            files?.Directory.Remove();
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            var failure = FileFailures.Translate(exception, $"the files of the vault in '{files!.Directory.Path}' cannot be removed");
            session.Output.Notice($"{failure.Message}; remove them.");
        }
    }

    // Processes that the command left running may keep its output open. We read it like any pipe, until this step is stopped.
    private async Task EndOfAsync(Task outputs, CancellationToken cancellationToken)
    {
        await using (cancellationToken.Register(() => stopsReading.TrySetResult()))
        {
            if (await Task.WhenAny(outputs, stopsReading.Task) != outputs)
            {
                // The last output of the command is still arriving; the caller reports the rest.
                await Task.WhenAny(outputs, Task.Delay(LastWords, CancellationToken.None));
                return;
            }
        }

        await outputs;
    }

    private async Task ForwardAsync(Stream from, bool isError)
    {
        var lines = session.Host.CommandHost is null ? new TextLines(line => session.Output.Print(line, isError)) : null;
        try
        {
            await new MaskedOutput(masking, session.Time, Write).CopyAsync(from);
            lines?.End();
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // Nobody reads our output any more, so nobody reads the command's: it gets the signal for that.
        }
        finally
        {
            await from.DisposeAsync();
        }

        void Write(byte[] output)
        {
            lines?.Write(output);
            session.Host.CommandHost?.Write(output, isError);
        }
    }

    private void Pass(PosixSignal signal)
    {
        lock (gate)
        {
            if (running is null)
            {
                early ??= signal;
            }
            else if (running.HasExited)
            {
                stopsReading.TrySetResult();
            }
            else
            {
                Send(running, signal);
            }
        }
    }

    // A key at the terminal reaches the command directly, and on Windows every signal does.
    private static void Send(Process process, PosixSignal signal)
    {
        if (!OperatingSystem.IsWindows() && !(signal is PosixSignal.SIGINT or PosixSignal.SIGQUIT && Posix.IsInForeground()))
        {
            Posix.Send(process.Id, signal);
        }
    }

    private static void Terminate(Process process)
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                process.Kill(entireProcessTree: true);
            }
            else
            {
                Posix.Send(process.Id, PosixSignal.SIGTERM);
            }
        }
        catch (InvalidOperationException)
        {
            // It has already ended.
        }
    }
}
