using TazPod.Vault.Errors;

namespace TazPod.Vault.Files;

/// <summary>Directories that only their owner may enter.</summary>
internal static class PrivateDirectory
{
    /// <summary>Makes a directory, and its missing parents, with mode 0700; an existing one is left as it is.</summary>
    /// <param name="path">The directory.</param>
    /// <param name="made">Takes what was made, the outermost first, also when it fails half-way; null where nobody asks.</param>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="VaultException">6008 somebody else put another one in its place at the same moment.</exception>
    public static void Create(string path, List<string>? made = null)
    {
        if (!Directory.Exists(path))
        {
            using var directory = Open(path, made);
        }
    }

    /// <summary>Opens a directory; what is missing of it is made, with mode 0700.</summary>
    /// <inheritdoc cref="Create"/>
    public static DirectoryHandle Open(string path, List<string>? made = null) => Open(path, made, DirectoryHandle.Open);

    /// <summary>The same by a real path, following no link on the way.</summary>
    /// <inheritdoc cref="Create"/>
    public static DirectoryHandle OpenReal(string path, List<string>? made = null) => Open(path, made, DirectoryHandle.OpenReal);

    private static DirectoryHandle Open(string path, List<string>? made, Func<string, DirectoryHandle> open)
    {
        if (Directory.Exists(path) || Path.GetDirectoryName(path) is not { Length: > 0 } above)
        {
            return open(path);
        }

        if (FileFacts.Of(path).Kind != FileKind.Missing)
        {
            throw new IOException($"'{path}' is a file or a broken link, not a directory");
        }

        using var parent = Open(above, made, open);
        var name = Path.GetFileName(path);
        DirectoryHandle directory;
        try
        {
            directory = parent.MakeAndOpen(name);
        }
        catch (IOException) when (parent.Facts(name).Kind == FileKind.Directory)
        {
            // Another run of the same step made it a moment ago.
            return parent.TryOpen(name) ?? throw parent.Replaced(name);
        }

        made?.Add(path);
        directory.GiveAway();
        return directory;
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
