using System.Diagnostics;
using Cake.Core;

namespace TazPod.Build.Testing;

/// <summary>A process that ends when we do, and with everything it started.</summary>
internal static class ChildProcess
{
    /// <summary>Runs it to its end, or ends it.</summary>
    /// <returns>Its exit code.</returns>
    /// <exception cref="CakeException">It could not be started, took longer than the limit, or was interrupted.</exception>
    public static async Task<int> RunAsync(ProcessStartInfo start, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var process = Start(start);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(limit);
        try
        {
            await process.WaitForExitAsync(patience.Token);
            return process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            var reason = cancellationToken.IsCancellationRequested ? "was interrupted" : $"took longer than {limit.TotalMinutes:0} minutes";
            throw new CakeException($"{start.FileName} {start.ArgumentList.FirstOrDefault()} {reason}");
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            throw new CakeException($"cannot start {start.FileName}: {exception.Message}", exception);
        }
    }
}
