using System.Runtime.InteropServices;

namespace TazPod.Bench;

/// <summary>Where it was measured.</summary>
internal sealed record Machine(string Processor, int Cores, double MemoryGiB, string System, string Runtime, IReadOnlyList<string> Tools, string LoadBefore)
{
    private static readonly string[] Versions =
        ["aws --version", "restic version", "rclone version", "age --version", "s3cmd --version", "go version"];

    public static Machine Describe(Shell shell) => new(
        Line("/proc/cpuinfo", "model name"),
        Environment.ProcessorCount,
        GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1 << 30),
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription,
        [.. Versions.Where(command => shell.Has(command.Split(' ')[0])).Select(shell.FirstLine)],
        File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Trim() : "");

    private static string Line(string file, string name) => File.Exists(file)
        ? File.ReadLines(file).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(':')[1].Trim() ?? ""
        : "";
}
