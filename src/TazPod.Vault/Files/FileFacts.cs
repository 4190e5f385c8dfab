using Microsoft.Win32.SafeHandles;

namespace TazPod.Vault.Files;

/// <summary>The file system's information about one entry, without following a link.</summary>
/// <param name="Kind">The kind of entry.</param>
/// <param name="Mode">Permission and special bits (0 to 07777); 0 on Windows.</param>
/// <param name="Size">Bytes of a regular file.</param>
/// <param name="Modified">When its content last changed, UTC, with the file system's precision.</param>
/// <param name="Owner">User id; 0 on Windows.</param>
/// <param name="Group">Group id; 0 on Windows.</param>
/// <param name="Device">Identifies the file system.</param>
/// <param name="Inode">Identifies the entry within its file system; 0 if unknown.</param>
/// <param name="IsMountRoot">Whether another file system is mounted here, if the kernel reports it.</param>
internal sealed record FileFacts(
    FileKind Kind,
    int Mode,
    long Size,
    DateTimeOffset Modified,
    uint Owner,
    uint Group,
    ulong Device,
    ulong Inode,
    bool IsMountRoot)
{
    /// <summary>Whether both describe the same entry, regardless of its name.</summary>
    internal bool IsSameAs(FileFacts other) => (Device, Inode) == (other.Device, other.Inode);

    /// <summary>Reads the information about a path without following a final link; <see cref="FileKind.Missing"/> if it does not
    /// exist.</summary>
    /// <exception cref="IOException">The path cannot be examined (permission, link loop, name too long).</exception>
    public static FileFacts Of(string path) => OperatingSystem.IsLinux() ? Posix.Facts(path) : Portable(path);

    /// <summary>Reads the information about an open regular file, even if it was renamed or deleted.</summary>
    /// <exception cref="IOException">The file cannot be examined.</exception>
    public static FileFacts Of(SafeFileHandle handle) => OperatingSystem.IsLinux() ? Posix.Facts(handle) : Portable(handle);

    // Windows and other systems have no statx. On Windows, pipes and sockets do not appear in directories. Elsewhere they have neither file
    // nor directory attributes, and are treated as devices if they have no length.
    private static FileFacts Portable(string path)
    {
        var info = new FileInfo(path);
        FileSystemInfo entry = Directory.Exists(path) && info.LinkTarget is null ? new DirectoryInfo(path) : info;
        if (!entry.Exists && entry.LinkTarget is null)
        {
            return new FileFacts(FileKind.Missing, 0, 0, default, 0, 0, 0, 0, false);
        }

        var kind = entry switch
        {
            { LinkTarget: not null } => FileKind.Link,
            DirectoryInfo => FileKind.Directory,
            _ when entry.Attributes.HasFlag(FileAttributes.Device) => FileKind.Device,
            _ => FileKind.File,
        };
        var mode = OperatingSystem.IsWindows() ? 0 : (int)entry.UnixFileMode;
        return new FileFacts(kind, mode, kind == FileKind.File ? info.Length : 0, entry.LastWriteTimeUtc, 0, 0, 0, 0, false);
    }

    private static FileFacts Portable(SafeFileHandle handle)
    {
        var mode = OperatingSystem.IsWindows() ? 0 : (int)File.GetUnixFileMode(handle);
        return new FileFacts(
            FileKind.File, mode, RandomAccess.GetLength(handle), File.GetLastWriteTimeUtc(handle), 0, 0, 0, 0, false);
    }
}
