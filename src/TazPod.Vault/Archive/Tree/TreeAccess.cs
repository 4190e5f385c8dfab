using Microsoft.Win32.SafeHandles;
using TazPod.Vault.Files;

namespace TazPod.Vault.Archive.Tree;

/// <summary>The file system calls for reading a tree.</summary>
internal class TreeAccess
{
    public static readonly TreeAccess Default = new();

    /// <summary>The names in a directory, in no particular order.</summary>
    /// <param name="directory">Its real path.</param>
    public virtual IReadOnlyList<string> List(string directory)
    {
        using var opened = DirectoryHandle.OpenReal(directory);
        return opened.Names();
    }

    /// <summary>Opens a regular file for reading.</summary>
    /// <param name="path">Its real path. A path through a directory that has become a link since is treated as missing.</param>
    /// <exception cref="FileNotFoundException">The file does not exist or is not a regular file.</exception>
    public virtual SafeFileHandle Open(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan);
        }

        // This does not block, as opening a pipe that was put there would.
        var file = Posix.TryOpenFile(path);
        if (file is not null && (Posix.PlaceOf(file) ?? path) == path)
        {
            return file;
        }

        file?.Dispose();
        throw new FileNotFoundException(null, path);
    }
}
