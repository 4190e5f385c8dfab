using System.Diagnostics;
using System.Reflection;
using System.Text;

namespace TazPod.EndToEnd.Tests.Support;

/// <summary>The host as the process that people run, with an environment that holds nothing of the one who runs the tests.</summary>
internal sealed class HostProcess : IDisposable
{
    // A hang must end the test, whatever the machine is busy with.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly string[] Kept = ["PATH", "DOTNET_ROOT", "TMPDIR", "TEMP", "TMP", "SystemRoot"];

    private readonly Process process;
    private readonly StringBuilder shown = new();
    private readonly Task<string> output;
    private readonly Task<string> error;

    private HostProcess(Process process)
    {
        this.process = process;
        output = ShowAsync();
        error = process.StandardError.ReadToEndAsync();
    }

    private static string Assembly { get; } = Find();

    public static HostProcess Start(string directory, IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        Start(directory, environment, [], arguments);

    /// <summary>Starts it by a command that starts it in turn.</summary>
    public static HostProcess Start(
        string directory, IReadOnlyDictionary<string, string> environment, IReadOnlyList<string> wrapper, params string[] arguments)
    {
        var host = Open(directory, environment, wrapper, arguments);
        host.process.StandardInput.Close();
        return host;
    }

    /// <summary>Starts it at a terminal of its own, one so wide that no line is broken. No argument may hold a blank.</summary>
    public static HostProcess StartAtTerminal(string directory, IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        Open(directory, environment, ["sh", "-c", "exec script -qec \"stty cols 2000; exec $*\" /dev/null", "sh"], arguments);

    /// <summary>Waits until it has shown this since the last time, and not a moment longer.</summary>
    public async Task SeesAsync(string text)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!Shows(text))
            await Task.Delay(1, patience.Token);
    }

    /// <summary>Types into its terminal.</summary>
    public async Task TypeAsync(string text)
    {
        await process.StandardInput.WriteAsync(text);
        await process.StandardInput.FlushAsync();
    }

    private static HostProcess Open(
        string directory, IReadOnlyDictionary<string, string> environment, IReadOnlyList<string> wrapper, string[] arguments)
    {
        // Who runs the tests in the background of a shell hands down ignored signals; the host would honour that.
        string[] command = [.. wrapper, .. OperatingSystem.IsLinux() ? ["env", "--default-signal=INT,TERM,HUP"] : Array.Empty<string>(), "dotnet", Assembly, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var name in start.Environment.Keys.Except(Kept).ToArray())
            start.Environment.Remove(name);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return new HostProcess(Process.Start(start)!);
    }

    public void Kill() => process.Kill();

    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{process.Id}"]);
        kill.WaitForExit();
    }

    public async Task<HostResult> EndAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"the host did not end: {await output} {await error}");
        }

        return new HostResult(process.ExitCode, await output, await error);
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        process.Dispose();
    }

    private async Task<string> ShowAsync()
    {
        var all = new StringBuilder();
        var buffer = new char[4096];
        while (await process.StandardOutput.ReadAsync(buffer) is > 0 and var count)
        {
            all.Append(buffer, 0, count);
            lock (shown)
                shown.Append(buffer, 0, count);
        }

        return all.ToString();
    }

    private bool Shows(string text)
    {
        lock (shown)
        {
            var at = shown.ToString().IndexOf(text, StringComparison.Ordinal);
            if (at >= 0)
                shown.Remove(0, at + text.Length);
            return at >= 0;
        }
    }

    private static string Find()
    {
        var relative = typeof(HostProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "Host").Value!;
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, relative)))
                return Path.Combine(at.FullName, relative);
        }

        throw new FileNotFoundException($"{relative} is nowhere above {AppContext.BaseDirectory}");
    }
}
