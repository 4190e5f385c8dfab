using Microsoft.Win32.SafeHandles;

namespace TazPod.Vault.Archive;

/// <summary>The file system calls that reading a tree needs.</summary>
internal class TreeAccess
{
    public static readonly TreeAccess Default = new();

    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    /// <summary>The names in a directory, in no particular order.</summary>
    public virtual IEnumerable<string> List(string directory) =>
        Directory.EnumerateFileSystemEntries(directory, "*", Everything).Select(path => Path.GetFileName(path)!);

    /// <summary>Opens a regular file for reading, from its start to its end.</summary>
    public virtual SafeFileHandle Open(string path) =>
        File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan);
}
