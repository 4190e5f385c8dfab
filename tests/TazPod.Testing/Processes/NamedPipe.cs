namespace TazPod.Testing.Processes;

/// <summary>A named pipe, which whoever opens it waits at for the other end.</summary>
public static class NamedPipe
{
    /// <summary>Makes one.</summary>
    public static void Make(string path) => new TestCommand("mkfifo", path).Do();
}
