namespace TazPod.Vault.Files;

/// <summary>Directories that only their owner may enter.</summary>
internal static class PrivateDirectory
{
    /// <summary>Makes a directory, and its missing parents, with mode 0700; an existing one is left as it is.</summary>
    public static void Create(string path)
    {
        if (Directory.Exists(path))
        {
            return;
        }

        if (Path.GetDirectoryName(path) is { Length: > 0 } parent)
        {
            Create(parent);
        }

        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Posix.TakeOwnerOfParent(path);
    }
}
