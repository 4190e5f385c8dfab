using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;
using TazPod.Vault.Errors;

namespace TazPod.Vault.Files;

/// <content>The calls that take a directory's descriptor and never follow a link at the end of a name. Linux only, unless noted.</content>
internal static partial class Posix
{
    private const int CloseOnExec = 0x80000;
    private const int NonBlocking = 0x800;
    private const int ReadWrite = 2;
    private const int CreateNew = 0x40 | 0x80;
    private const int FindOnly = 0x200000;
    private const int PrivateFile = 0x180;
    private const int PrivateDirectory = 0x1C0;
    private const int RemoveDirectory = 0x200;
    private const uint NoReplace = 1;
    private const uint Exchange = 2;
    private const int NotPermitted = 1;
    private const int Denied = 13;
    private const int AlreadyThere = 17;
    private const int InvalidArgument = 22;
    private const int NoSuchCall = 38;
    private const int TooManyLinks = 40;

    // These two numbers differ between architectures.
    private static readonly bool IsArmOrPower = RuntimeInformation.ProcessArchitecture is Architecture.Arm or Architecture.Arm64 or Architecture.Ppc64le;
    private static readonly int DirectoryOnly = IsArmOrPower ? 0x4000 : 0x10000;
    private static readonly int NoFollow = IsArmOrPower ? 0x8000 : 0x20000;

    /// <summary>Opens a directory by its path, following links. On every system except Windows.</summary>
    public static SafeFileHandle OpenDirectory(string path) =>
        Opened(OpenAt(AtCurrentDirectory, Path.GetFullPath(path), OperatingSystem.IsLinux() ? DirectoryOnly | CloseOnExec : 0, 0))
            ?? throw Failure(Marshal.GetLastPInvokeError(), path);

    /// <summary>Opens a directory component by component, without following links.</summary>
    /// <exception cref="VaultException">6008: there is a link in the path.</exception>
    public static SafeFileHandle OpenRealDirectory(string path)
    {
        var names = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var at = Opened(OpenAt(AtCurrentDirectory, "/", DirectoryOnly | CloseOnExec | (names.Length > 0 ? FindOnly : 0), 0))
            ?? throw Failure(Marshal.GetLastPInvokeError(), "/");
        for (var i = 0; i < names.Length; i++)
        {
            using var above = at;
            var flags = DirectoryOnly | NoFollow | CloseOnExec | (i < names.Length - 1 ? FindOnly : 0);
            if (Opened(OpenAt(above, names[i], flags, 0)) is { } next)
            {
                at = next;
                continue;
            }

            var errno = Marshal.GetLastPInvokeError();
            throw FactsAt(above, names[i], path).Kind == FileKind.Link
                ? VaultErrors.NotOurs.With(
                    $"'/{string.Join('/', names[..(i + 1)])}' has become a link since this run began, so '{path}' no longer leads to the same place; nothing was written there",
                    "Find out who can write there, and run the same step again.")
                : Failure(errno, path);
        }

        return at;
    }

    /// <summary>Opens a subdirectory; null if no directory has this name.</summary>
    public static SafeFileHandle? TryOpenDirectoryAt(SafeFileHandle directory, string name, string path) =>
        TryOpenAt(directory, name, DirectoryOnly, path);

    /// <summary>Opens a file for reading; null if it is a link or does not exist. Never blocks, as opening a pipe would.</summary>
    public static SafeFileHandle? TryOpenFileAt(SafeFileHandle directory, string name, string path) =>
        TryOpenAt(directory, name, NonBlocking, path);

    /// <inheritdoc cref="TryOpenFileAt"/>
    public static SafeFileHandle? TryOpenFile(string path) =>
        Opened(OpenAt(AtCurrentDirectory, path, NonBlocking | NoFollow | CloseOnExec, 0)) ?? NothingOrThrow(path);

    /// <summary>Opens a file for reading and writing, and creates it with mode 0600 if it does not exist; null if it is a link.</summary>
    public static SafeFileHandle? TryOpenOrCreateFileAt(SafeFileHandle directory, string name, string path, out bool isNew)
    {
        while (true)
        {
            isNew = false;
            if (TryOpenAt(directory, name, ReadWrite | NonBlocking, path) is { } found)
            {
                return found;
            }

            switch (FactsAt(directory, name, path).Kind)
            {
                case FileKind.File: // made at this very moment
                    continue;
                case not FileKind.Missing:
                    return null;
            }

            if (Opened(OpenAt(directory, name, ReadWrite | CreateNew | NoFollow | CloseOnExec, PrivateFile)) is { } made)
            {
                isNew = true;
                return made;
            }

            if (Marshal.GetLastPInvokeError() is var errno && errno != AlreadyThere)
            {
                throw Failure(errno, path);
            }
        }
    }

    /// <summary>Creates a file of mode 0600; fails if the name exists.</summary>
    public static SafeFileHandle CreateFileAt(SafeFileHandle directory, string name, string path) =>
        Opened(OpenAt(directory, name, ReadWrite | CreateNew | NoFollow | CloseOnExec, PrivateFile))
            ?? throw Failure(Marshal.GetLastPInvokeError(), path);

    /// <summary>The information about an entry; <see cref="FileKind.Missing"/> if it does not exist.</summary>
    public static FileFacts FactsAt(SafeFileHandle directory, string name, string path)
    {
        if (Statx(directory, name, DoNotFollow, BasicStats, out var stat) == 0)
        {
            return Facts(stat);
        }

        var errno = Marshal.GetLastPInvokeError();
        return errno is NoSuchEntry or NotADirectory ? Missing : throw Failure(errno, path);
    }

    /// <summary>Creates a directory of mode 0700.</summary>
    public static void MakeDirectoryAt(SafeFileHandle directory, string name, string path) =>
        Require(MakeDirectoryAt(directory, name, PrivateDirectory), path);

    /// <summary>Creates a symbolic link.</summary>
    public static void MakeLinkAt(SafeFileHandle directory, string name, string target, string path) =>
        Require(MakeLinkAt(target, directory, name), path);

    /// <summary>Renames an entry; fails if the new name exists.</summary>
    public static void MoveAt(SafeFileHandle directory, string name, SafeFileHandle to, string newName, string path)
    {
        if (Rename(directory, name, to, newName, NoReplace) == 0)
        {
            return;
        }

        // Some file systems and C libraries cannot guarantee this. There we check for the new name first.
        var errno = Marshal.GetLastPInvokeError();
        if (errno is not (InvalidArgument or NoSuchCall))
        {
            throw Failure(errno, path);
        }

        if (FactsAt(to, newName, path).Kind != FileKind.Missing)
        {
            throw Failure(AlreadyThere, path);
        }

        Require(Rename(directory, name, to, newName, 0), path);
    }

    /// <summary>Renames an entry, replacing any entry with the new name.</summary>
    public static void ReplaceAt(SafeFileHandle directory, string name, string newName, string path) =>
        Require(Rename(directory, name, directory, newName, 0), path);

    /// <summary>Exchanges two entries in one step; false if the system cannot do this.</summary>
    public static bool TryExchangeAt(SafeFileHandle directory, string first, string second) =>
        Rename(directory, first, directory, second, Exchange) == 0;

    /// <summary>Whether renaming a directory onto another one fails only because the other is not empty.</summary>
    public static bool CouldRenameAt(SafeFileHandle directory, string name, string notEmpty)
    {
        const int NotEmpty = 39;
        return Rename(directory, name, directory, notEmpty, 0) != 0 && Marshal.GetLastPInvokeError() is NotEmpty or AlreadyThere;
    }

    /// <summary>Removes an entry. Does nothing if it does not exist.</summary>
    public static void DeleteAt(SafeFileHandle directory, string name, bool isDirectory, string path)
    {
        if (UnlinkAt(directory, name, isDirectory ? RemoveDirectory : 0) != 0 && Marshal.GetLastPInvokeError() is var errno && errno != NoSuchEntry)
        {
            throw Failure(errno, path);
        }
    }

    /// <summary>Opens a directory, even one without read permission, so that <see cref="SetMode"/> can change its mode.</summary>
    public static SafeFileHandle FindDirectoryAt(SafeFileHandle directory, string name, string path, out bool isOnlyFound)
    {
        var flags = DirectoryOnly | NoFollow | CloseOnExec;
        var opened = Opened(OpenAt(directory, name, flags, 0));
        isOnlyFound = opened is null && Marshal.GetLastPInvokeError() == Denied;
        return opened ?? (isOnlyFound ? Opened(OpenAt(directory, name, flags | FindOnly, 0)) : null)
            ?? throw Failure(Marshal.GetLastPInvokeError(), path);
    }

    /// <summary>Changes the mode of a directory.</summary>
    [UnsupportedOSPlatform("windows")]
    public static void SetMode(SafeFileHandle directory, bool isOnlyFound, UnixFileMode mode)
    {
        if (isOnlyFound)
        {
            // For such a handle, the kernel changes the mode only through this name.
            File.SetUnixFileMode(NameOf(directory), mode);
        }
        else
        {
            File.SetUnixFileMode(directory, mode);
        }
    }

    /// <summary>The system's path for an open handle; null if it reports none.</summary>
    public static string? PlaceOf(SafeFileHandle handle) => new FileInfo(NameOf(handle)).LinkTarget;

    /// <summary>A path that refers to an open handle, for calls that take no handle.</summary>
    public static string NameOf(SafeFileHandle handle) => $"/proc/self/fd/{handle.DangerousGetHandle()}";

    /// <summary>Changes the owner of an open handle. The owner stays the same if the change is not permitted (root without that capability)
    /// or not possible (a user unknown to a container).</summary>
    public static void ChangeOwner(SafeFileHandle file, FileOwner owner, string path)
    {
        if (ChangeOwner(file, owner.User, owner.Group) != 0 && Marshal.GetLastPInvokeError() is var errno and not (NotPermitted or InvalidArgument))
        {
            throw Failure(errno, path);
        }
    }

    /// <summary>Flushes an open handle. For a directory, this makes its renames durable. On every system except Windows.</summary>
    public static void Sync(SafeFileHandle file, string path) => RequireSynced(Fsync(file), path);

    /// <summary>Makes everything written to this file system survive a power cut.</summary>
    public static void SyncFileSystem(SafeFileHandle file, string path) => RequireSynced(SyncFs(file), path);

    // EINVAL: some file systems (FUSE, network mounts) cannot sync a directory; nothing more can be done there.
    private static void RequireSynced(int result, string path)
    {
        if (result != 0 && Marshal.GetLastPInvokeError() is var errno && errno != InvalidArgument)
        {
            throw Failure(errno, path);
        }
    }

    private static void Require(int result, string path)
    {
        if (result != 0)
        {
            throw Failure(Marshal.GetLastPInvokeError(), path);
        }
    }

    // musl has the newer call only since 1.2.6. Without it, only a plain rename is possible.
    private static int Rename(SafeFileHandle directory, string name, SafeFileHandle to, string newName, uint flags)
    {
        if (flags == 0)
        {
            return RenameAt(directory, name, to, newName);
        }

        try
        {
            return RenameAt2(directory, name, to, newName, flags);
        }
        catch (EntryPointNotFoundException)
        {
            Marshal.SetLastPInvokeError(NoSuchCall);
            return -1;
        }
    }

    private static SafeFileHandle? TryOpenAt(SafeFileHandle directory, string name, int flags, string path) =>
        Opened(OpenAt(directory, name, flags | NoFollow | CloseOnExec, 0)) ?? NothingOrThrow(path);

    private static SafeFileHandle? Opened(int descriptor) => descriptor < 0 ? null : new SafeFileHandle(descriptor, ownsHandle: true);

    private static SafeFileHandle? NothingOrThrow(string path)
    {
        var errno = Marshal.GetLastPInvokeError();
        return errno is NoSuchEntry or NotADirectory or TooManyLinks ? null : throw Failure(errno, path);
    }

    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenAt(int directory, string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenAt(SafeFileHandle directory, string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "mkdirat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MakeDirectoryAt(SafeFileHandle directory, string path, int mode);

    [LibraryImport("libc", EntryPoint = "symlinkat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MakeLinkAt(string target, SafeFileHandle directory, string path);

    [LibraryImport("libc", EntryPoint = "unlinkat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int UnlinkAt(SafeFileHandle directory, string path, int flags);

    [LibraryImport("libc", EntryPoint = "renameat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameAt(SafeFileHandle fromDirectory, string from, SafeFileHandle toDirectory, string to);

    [LibraryImport("libc", EntryPoint = "renameat2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameAt2(SafeFileHandle fromDirectory, string from, SafeFileHandle toDirectory, string to, uint flags);

    [LibraryImport("libc", EntryPoint = "fchown", SetLastError = true)]
    private static partial int ChangeOwner(SafeFileHandle file, uint owner, uint group);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "syncfs", SetLastError = true)]
    private static partial int SyncFs(SafeFileHandle file);
}
