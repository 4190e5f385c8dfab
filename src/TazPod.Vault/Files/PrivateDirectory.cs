using TazPod.Vault.Errors;

namespace TazPod.Vault.Files;

/// <summary>Directories that only their owner can enter.</summary>
internal static class PrivateDirectory
{
    /// <summary>Creates a directory, and its missing parents, with mode 0700. An existing directory is not changed.</summary>
    /// <param name="path">The directory.</param>
    /// <param name="created">Receives the directories that were created, outermost first, even if it fails halfway; null if not
    /// needed.</param>
    /// <exception cref="IOException">It cannot be created.</exception>
    /// <exception cref="VaultException">6008: another process replaced it at the same moment.</exception>
    public static void Create(string path, List<string>? created = null)
    {
        if (!Directory.Exists(path))
        {
            using var directory = Open(path, created);
        }
    }

    /// <summary>Opens a directory, creating missing components with mode 0700.</summary>
    /// <inheritdoc cref="Create"/>
    public static DirectoryHandle Open(string path, List<string>? created = null) => Open(path, created, DirectoryHandle.Open);

    /// <summary>Opens a directory by its real path without following links, creating missing components with mode 0700.</summary>
    /// <inheritdoc cref="Create"/>
    public static DirectoryHandle OpenReal(string path, List<string>? created = null) => Open(path, created, DirectoryHandle.OpenReal);

    private static DirectoryHandle Open(string path, List<string>? created, Func<string, DirectoryHandle> open)
    {
        if (Directory.Exists(path) || Path.GetDirectoryName(path) is not { Length: > 0 } above)
        {
            return open(path);
        }

        if (FileFacts.Of(path).Kind != FileKind.Missing)
        {
            throw new IOException($"'{path}' is a file or a broken link, not a directory");
        }

        using var parent = Open(above, created, open);
        var name = Path.GetFileName(path);
        DirectoryHandle directory;
        try
        {
            directory = parent.MakeAndOpen(name);
        }
        catch (IOException) when (parent.Facts(name).Kind == FileKind.Directory)
        {
            // Another run of the same step just created it.
            return parent.TryOpen(name) ?? throw parent.Replaced(name);
        }

        created?.Add(path);
        directory.SetOwner();
        return directory;
    }

    /// <summary>Removes the created directories again if they are empty.</summary>
    public static void Remove(List<string> created)
    {
        foreach (var path in created.AsEnumerable().Reverse())
        {
            if (!Directory.Exists(path) || Directory.EnumerateFileSystemEntries(path).Any())
            {
                break;
            }

            Directory.Delete(path);
        }

        created.Clear();
    }
}
