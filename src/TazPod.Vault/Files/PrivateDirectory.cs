namespace TazPod.Vault.Files;

/// <summary>Directories that only their owner may enter.</summary>
internal static class PrivateDirectory
{
    /// <summary>Makes a directory, and its missing parents, with mode 0700; an existing one is left as it is.</summary>
    /// <param name="path">The directory.</param>
    /// <param name="made">Takes what was made, the outermost first, also when it fails half-way; null where nobody asks.</param>
    public static void Create(string path, List<string>? made = null)
    {
        if (Directory.Exists(path))
        {
            return;
        }

        if (Path.GetDirectoryName(path) is { Length: > 0 } parent)
        {
            Create(parent, made);
        }

        if (File.Exists(path))
        {
            throw new IOException($"'{path}' is a file, not a directory");
        }

        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            made?.Add(path);
            return;
        }

        Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        made?.Add(path);
        Posix.TakeOwnerOfParent(path);
    }

    /// <summary>Removes again what was made, as far as it is empty.</summary>
    public static void Remove(List<string> made)
    {
        foreach (var path in made.AsEnumerable().Reverse())
        {
            if (!Directory.Exists(path) || Directory.EnumerateFileSystemEntries(path).Any())
            {
                break;
            }

            Directory.Delete(path);
        }

        made.Clear();
    }
}
