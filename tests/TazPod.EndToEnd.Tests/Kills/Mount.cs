using TazPod.Testing.Processes;

namespace TazPod.EndToEnd.Tests.Kills;

/// <summary>A small tmpfs, or a second path to a directory, until it is disposed.</summary>
internal sealed class Mount(string path) : IDisposable
{
    /// <returns>Null if mounting is not permitted.</returns>
    public static Mount? TryMake(string path, string size = "8m")
    {
        Directory.CreateDirectory(path);
        return TryRun("mount", "-t", "tmpfs", "-o", $"size={size},mode=0700", "tmpfs", path) ? new Mount(path) : null;
    }

    /// <returns>Null if mounting is not permitted.</returns>
    public static Mount? TryBind(string from, string path)
    {
        Directory.CreateDirectory(path);
        return TryRun("mount", "--bind", from, path) ? new Mount(path) : null;
    }

    public void Dispose() => TryRun("umount", "-l", path);

    private static bool TryRun(string file, params string[] arguments) => new TestCommand(file, arguments).Run().ExitCode == 0;
}
