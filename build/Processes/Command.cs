using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Cake.Core;

namespace TazPod.Build.Processes;

/// <summary>A program to run. It is ended, with everything it started, when this process ends.</summary>
/// <param name="FileName">The program; without a path it is searched for on the PATH.</param>
/// <param name="Arguments">Its arguments.</param>
internal sealed record Command(string FileName, params IReadOnlyList<string> Arguments)
{
    /// <summary>Variables to set, or with null to remove, in the inherited environment. None by default.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>The working directory: the root of the repository by default.</summary>
    public string WorkingDirectory { get; init; } = Repository.Root;

    /// <summary>Runs the program until it exits, or kills it. Its output is written to ours.</summary>
    /// <returns>Its exit code.</returns>
    /// <exception cref="CakeException">It could not be started, took longer than the limit, or was interrupted.</exception>
    public async Task<int> RunAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        using var process = Start(isCaptured: false);
        await EndAsync(process, limit, cancellationToken);
        return process.ExitCode;
    }

    /// <summary>Runs the program until it exits, or kills it, and captures its output.</summary>
    /// <returns>Its exit code and the lines of both its streams, in order of arrival.</returns>
    /// <exception cref="CakeException">It could not be started, took longer than the limit, or was interrupted.</exception>
    public async Task<CommandResult> CaptureAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        var output = new StringBuilder();
        using var process = Start(isCaptured: true);
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await EndAsync(process, limit, cancellationToken);
        return new CommandResult(process.ExitCode, output.ToString());

        void Keep(object sender, DataReceivedEventArgs line)
        {
            if (line.Data is not null)
            {
                lock (output)
                    output.AppendLine(line.Data);
            }
        }
    }

    /// <summary>The name for messages: the program and its first argument.</summary>
    public override string ToString() => string.Join(' ', Arguments.Take(1).Prepend(FileName));

    private Process Start(bool isCaptured)
    {
        var start = new ProcessStartInfo(FileName, Arguments)
        {
            WorkingDirectory = WorkingDirectory,
            RedirectStandardOutput = isCaptured,
            RedirectStandardError = isCaptured,
        };
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;

        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw new CakeException($"cannot start {FileName}: {exception.Message}", exception);
        }
    }

    private async Task EndAsync(Process process, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(limit);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            throw new CakeException(cancellationToken.IsCancellationRequested
                ? $"{this} was interrupted"
                : $"{this} took longer than {limit.TotalMinutes:0} minutes");
        }
    }
}
