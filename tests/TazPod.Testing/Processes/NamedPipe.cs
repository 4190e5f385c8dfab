namespace TazPod.Testing.Processes;

/// <summary>A named pipe: opening it blocks until the other end is opened.</summary>
public static class NamedPipe
{
    /// <summary>Creates one.</summary>
    public static void Make(string path) => new TestCommand("mkfifo", path).Do();
}
