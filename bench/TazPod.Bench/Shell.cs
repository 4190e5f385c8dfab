using System.Diagnostics;
using System.Globalization;
using TazPod.Testing.Processes;

namespace TazPod.Bench;

/// <summary>Runs command lines of bash in one directory, measured by GNU time.</summary>
internal sealed class Shell(string directory, IReadOnlyDictionary<string, string> environment)
{
    private const string Time = "/usr/bin/time";
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    /// <summary>Whether a command is installed.</summary>
    public bool Has(string command) => Bash($"command -v {command} >/dev/null").Run().ExitCode == 0;

    /// <summary>What a command prints, its first line.</summary>
    public string FirstLine(string command) => Bash($"{command} 2>&1").Run().Output.Split('\n')[0].Trim();

    /// <summary>Runs a command line that must succeed.</summary>
    public void Run(string command) => Bash(command).Do();

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

    private TestCommand Bash(string command) =>
        new("bash", "-o", "pipefail", "-c", command) { Directory = directory, Environment = environment, Patience = Patience };
}
