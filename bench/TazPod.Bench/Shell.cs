using System.Diagnostics;
using System.Globalization;

namespace TazPod.Bench;

/// <summary>Runs command lines of bash in one directory, measured by GNU time.</summary>
internal sealed class Shell(string directory, IReadOnlyDictionary<string, string> environment)
{
    private const string Time = "/usr/bin/time";

    /// <summary>Whether a command is installed.</summary>
    public bool Has(string command) => Start($"command -v {command} >/dev/null").ExitCode == 0;

    /// <summary>What a command prints, its first line.</summary>
    public string FirstLine(string command) => Start($"{command} 2>&1").Output.Split('\n')[0].Trim();

    /// <summary>Runs a command line that must succeed.</summary>
    public void Run(string command)
    {
        var (exitCode, output, error) = Start(command);
        if (exitCode != 0)
        {
            throw new InvalidOperationException($"exit code {exitCode}: {command}\n{output}\n{error}");
        }
    }

    /// <summary>Runs a command line that must succeed, measured.</summary>
    public Measurement Measure(string command)
    {
        if (!File.Exists(Time))
        {
            throw new InvalidOperationException($"there is no {Time}: install the package 'time'");
        }

        var report = Path.GetTempFileName();
        var started = Stopwatch.GetTimestamp();
        Run($"{Time} -o {report} -f '%U %S %M' bash -o pipefail -c '{command.Replace("'", "'\\''", StringComparison.Ordinal)}'");
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var numbers = File.ReadAllText(report).Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        File.Delete(report);
        return new Measurement(seconds, numbers[0] + numbers[1], numbers[2] / 1024);
    }

    private (int ExitCode, string Output, string Error) Start(string command)
    {
        var start = new ProcessStartInfo("bash")
        {
            ArgumentList = { "-o", "pipefail", "-c", command },
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        process.WaitForExit();
        return (process.ExitCode, output.Result, error.Result);
    }
}
