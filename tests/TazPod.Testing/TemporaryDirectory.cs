namespace TazPod.Testing;

/// <summary>A separate directory for one test, readable only by its owner. Disposing it removes it with everything in it.</summary>
public sealed class TemporaryDirectory : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <param name="name">A word that identifies the directory in a listing of the temporary folder.</param>
    public TemporaryDirectory(string name = "test")
    {
        Path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"tazpod-{name}-{Guid.NewGuid():N}");
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(Path);
        else
            Directory.CreateDirectory(Path, OwnerOnly);
    }

    /// <summary>The absolute path of the directory.</summary>
    public string Path { get; }

    /// <summary>The path of something inside the directory; nothing is created.</summary>
    public string Combine(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>Removes the directory, including read-only directories and files in it.</summary>
    public void Dispose()
    {
        if (!Directory.Exists(Path))
            return;
        MakeWritable(new DirectoryInfo(Path));
        Directory.Delete(Path, recursive: true);
    }

    /// <remarks>Links are not followed: their targets are not part of this directory.</remarks>
    private static void MakeWritable(DirectoryInfo directory)
    {
        if (OperatingSystem.IsWindows())
        {
            foreach (var file in directory.EnumerateFileSystemInfos("*", SearchOption.AllDirectories))
                file.Attributes &= ~FileAttributes.ReadOnly;
            return;
        }

        directory.UnixFileMode |= OwnerOnly;
        foreach (var child in directory.EnumerateDirectories())
        {
            if (child.LinkTarget is null)
                MakeWritable(child);
        }
    }
}
