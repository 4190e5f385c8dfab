using System.Diagnostics;
using System.Text;

namespace TazPod.Testing.Processes;

/// <summary>A process of a test. Its output is read while it runs. Disposing it kills it and everything that it started.</summary>
public sealed class TestProcess : IDisposable
{
    private readonly TestCommand command;
    private readonly Process process;
    private readonly StringBuilder printed = new();
    private readonly Task output;
    private readonly Task<string> error;
    private bool isSilent;

    private TestProcess(TestCommand command, Process process)
    {
        this.command = command;
        this.process = process;
        if (!command.HasInput)
            process.StandardInput.Close();
        output = Task.Run(ReadAsync);
        error = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Its process id.</summary>
    public int Id => process.Id;

    private string Printed
    {
        get
        {
            lock (printed)
                return printed.ToString();
        }
    }

    /// <summary>Starts it.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">There is no such program.</exception>
    public static TestProcess Start(TestCommand command)
    {
        var start = new ProcessStartInfo(command.FileName, command.Arguments)
        {
            WorkingDirectory = command.Directory ?? "",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var name in start.Environment.Keys.Where(name => !command.Inherits(name)).ToArray())
            start.Environment.Remove(name);
        foreach (var (name, value) in command.Environment)
            start.Environment[name] = value;
        return new TestProcess(command, Process.Start(start)!);
    }

    /// <summary>Waits until it has printed a text.</summary>
    /// <exception cref="TimeoutException">It took too long, or exited without printing it.</exception>
    public async Task PrintsAsync(string text) => await Task.Run(() =>
    {
        lock (printed)
        {
            while (!printed.ToString().Contains(text, StringComparison.Ordinal))
            {
                if (isSilent || !Monitor.Wait(printed, command.Patience))
                    throw new TimeoutException($"{command} printed no '{text}' but '{printed}'");
            }
        }
    });

    /// <summary>Sends it a signal.</summary>
    /// <param name="name">The signal, such as <c>INT</c>.</param>
    public void Signal(string name) => new TestCommand("kill", $"-{name}", $"{Id}").Do();

    /// <summary>Kills it, but not the processes that it started.</summary>
    public void Kill() => process.Kill();

    /// <summary>Waits until it exits.</summary>
    /// <exception cref="TimeoutException">It took too long.</exception>
    public async Task<ProcessEnd> EndAsync(CancellationToken cancellationToken = default)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(command.Patience);
        try
        {
            // Also wait for processes that it started, as long as they can print.
            await Task.WhenAll(process.WaitForExitAsync(CancellationToken.None), output, error).WaitAsync(patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{command} did not end: {Printed} {(error.IsCompletedSuccessfully ? error.Result : "")}");
        }

        return new ProcessEnd(process.ExitCode, Printed, await error.ConfigureAwait(false));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        process.Dispose();
    }

    private async Task ReadAsync()
    {
        var buffer = new char[4096];
        for (var read = -1; read != 0;)
        {
            read = await process.StandardOutput.ReadAsync(buffer).ConfigureAwait(false);
            lock (printed)
            {
                printed.Append(buffer, 0, read);
                isSilent = read == 0;
                Monitor.PulseAll(printed);
            }
        }
    }
}
