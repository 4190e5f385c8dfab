using System.Globalization;

namespace TazPod.Vault.Sync.Tests;

/// <summary>How much more memory this process has at its peak while something runs. Linux only: the kernel measures it.</summary>
internal static class PeakMemory
{
    /// <summary>Runs it. Memory that is returned to the system between two steps was not in use at the same time.</summary>
    /// <returns>Bytes beyond those in use before.</returns>
    public static async Task<long> OfAsync(Func<Task> run)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        await File.WriteAllTextAsync("/proc/self/clear_refs", "5");
        var before = Read();
        await run();
        return Read() - before;
    }

    // The peak of the resident set since its last reset; in kB.
    private static long Read() => 1024 * long.Parse(
        File.ReadLines("/proc/self/status").Single(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))[6..^2].Trim(),
        CultureInfo.InvariantCulture);
}
