using Microsoft.Win32.SafeHandles;

namespace TazPod.Vault.Files;

/// <summary>What the file system says of one entry, not following a link.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Mode">Permission and special bits (0 to 07777); 0 on Windows.</param>
/// <param name="Size">Bytes of a regular file.</param>
/// <param name="Modified">When its content last changed, UTC, with the file system's precision.</param>
/// <param name="Owner">User id; 0 on Windows.</param>
/// <param name="Group">Group id; 0 on Windows.</param>
/// <param name="Device">Identifies the file system.</param>
/// <param name="Inode">Identifies the entry within its file system; 0 where unknown.</param>
/// <param name="IsMountRoot">Whether another file system is mounted here, where the kernel tells.</param>
public sealed record FileFacts(
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
    /// <summary>Whether both are of one entry, whatever it is called.</summary>
    internal bool IsSameAs(FileFacts other) => (Device, Inode) == (other.Device, other.Inode);

    /// <summary>Reads the facts of a path without following a final link; <see cref="FileKind.Missing"/> when nothing is there.</summary>
    /// <exception cref="IOException">The path cannot be examined (permission, a loop, a name too long).</exception>
    public static FileFacts Of(string path) => OperatingSystem.IsLinux() ? Posix.Facts(path) : Portable(path);

    /// <summary>Reads the facts of an open regular file, whatever has become of its name.</summary>
    /// <exception cref="IOException">The file cannot be examined.</exception>
    public static FileFacts Of(SafeFileHandle handle) => OperatingSystem.IsLinux() ? Posix.Facts(handle) : Portable(handle);

    // Windows and other systems: no statx. Pipes and sockets in a directory do not exist on Windows; elsewhere they
    // show as neither file nor directory attributes and are taken for devices when they have no length to read.
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
