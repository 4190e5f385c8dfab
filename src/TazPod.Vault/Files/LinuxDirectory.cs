using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace TazPod.Vault.Files;

/// <summary>A directory by its descriptor, using the system calls that take one.</summary>
[SupportedOSPlatform("linux")]
internal sealed class LinuxDirectory : DirectoryHandle
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const int OfOthers = 0x3F;
    private readonly SafeFileHandle handle;

    private LinuxDirectory(SafeFileHandle handle, string path, FileOwner? owner)
        : base(path, owner) => this.handle = handle;

    public static new LinuxDirectory Open(string path) => Of(Posix.OpenDirectory(path), path);

    public static new LinuxDirectory OpenReal(string path) => Of(Posix.OpenRealDirectory(path), path);

    public override bool IsInMemory => Posix.IsInMemory(handle);

    public override FileFacts Facts() => Posix.Facts(handle);

    public override FileFacts Facts(string name) => Posix.FactsAt(handle, name, PathOf(name));

    // Listed by its descriptor, too. Without /proc the path must do; names alone are harmless.
    public override IReadOnlyList<string> Names()
    {
        var byHandle = Posix.NameOf(handle);
        var entries = Directory.EnumerateFileSystemEntries(Directory.Exists(byHandle) ? byHandle : Path, "*", new EnumerationOptions
        {
            AttributesToSkip = 0,
            IgnoreInaccessible = false,
        });
        return [.. entries.Select(entry => System.IO.Path.GetFileName(entry))];
    }

    public override DirectoryHandle? TryOpen(string name) =>
        Posix.TryOpenDirectoryAt(handle, name, PathOf(name)) is { } opened ? new LinuxDirectory(opened, PathOf(name), Owner) : null;

    public override void MakeDirectory(string name)
    {
        if (Owner is null)
        {
            Posix.MakeDirectoryAt(handle, name, PathOf(name));
            return;
        }

        using var made = MakeAndOpen(name);
        made.SetOwner();
    }

    public override DirectoryHandle MakeAndOpen(string name)
    {
        Posix.MakeDirectoryAt(handle, name, PathOf(name));
        var made = (LinuxDirectory?)TryOpen(name) ?? throw Replaced(name);
        try
        {
            var facts = made.Facts();
            if (facts.Owner != Posix.EffectiveUser && facts.Owner != FactsOfNewFile().Owner)
            {
                throw Replaced(name);
            }

            // The mode is not the requested one: either the file system stores no modes, or this is another directory of ours.
            if ((facts.Mode & OfOthers) != 0)
            {
                made.CloseToOthers();
                if (made.Names().Count > 0)
                {
                    throw Replaced(name);
                }
            }

            return made;
        }
        catch
        {
            made.Dispose();
            throw;
        }
    }

    public override void SetOwner()
    {
        if (Owner is { } directoryOwner)
        {
            Posix.ChangeOwner(handle, directoryOwner, Path);
        }
    }

    public override FileFacts FactsOfNewFile()
    {
        var name = $".tazpod-probe-{Guid.NewGuid():N}";
        using var file = Posix.CreateFileAt(handle, name, PathOf(name));
        DeleteFile(name);
        return Posix.Facts(file);
    }

    public override FileStream CreateFile(string name)
    {
        var file = new NamedFileStream(Posix.CreateFileAt(handle, name, PathOf(name)), FileAccess.ReadWrite, PathOf(name));
        try
        {
            if (Owner is { } directoryOwner)
            {
                Posix.ChangeOwner(file.SafeFileHandle, directoryOwner, PathOf(name));
            }

            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public override FileStream? TryOpenFile(string name) => Posix.TryOpenToWriteAt(handle, name, PathOf(name)) is { } file
        ? new NamedFileStream(file, FileAccess.ReadWrite, PathOf(name))
        : null;

    /// <summary>Opens a file for reading and writing, and creates it with mode 0600 if it does not exist; null if the name belongs to
    /// another kind of entry.</summary>
    public SafeFileHandle? OpenOrCreateFile(string name)
    {
        var file = Posix.TryOpenOrCreateFileAt(handle, name, PathOf(name), out var isNew);
        if (isNew && Owner is { } directoryOwner)
        {
            Posix.ChangeOwner(file!, directoryOwner, PathOf(name));
        }

        return file;
    }

    public override void MakeLink(string name, string target) => Posix.MakeLinkAt(handle, name, target, PathOf(name));

    public override byte[]? ReadFile(string name, int largestBytes)
    {
        if (Facts(name).Kind == FileKind.Missing)
        {
            return null;
        }

        using var file = Posix.TryOpenFileAt(handle, name, PathOf(name));
        return OwnFile.Read(file, PathOf(name), largestBytes);
    }

    public override void Move(string name, DirectoryHandle to, string newName)
    {
        var destination = (LinuxDirectory)to;
        if (ReferenceEquals(to, this) || Facts(name) is not { Kind: FileKind.Directory } facts || !IsClosedUp(facts))
        {
            Posix.MoveAt(handle, name, destination.handle, newName, PathOf(name));
            return;
        }

        // Moving a directory to another parent changes its '..' entry, for which it must be writable.
        using var moved = Posix.FindDirectoryAt(handle, name, PathOf(name), out var isOnlyFound);
        var mode = (UnixFileMode)Posix.Facts(moved).Mode;
        Posix.SetMode(moved, isOnlyFound, mode | OwnerOnly);
        try
        {
            Posix.MoveAt(handle, name, destination.handle, newName, PathOf(name));
        }
        finally
        {
            Posix.SetMode(moved, isOnlyFound, mode);
        }
    }

    public override void Replace(string name, string newName) => Posix.ReplaceAt(handle, name, newName, PathOf(newName));

    public override bool TryExchange(string first, string second) => Posix.TryExchangeAt(handle, first, second);

    public override bool CouldRename(string name, string notEmpty) => Posix.CouldRenameAt(handle, name, notEmpty);

    public override void DeleteFile(string name) => Posix.DeleteAt(handle, name, isDirectory: false, PathOf(name));

    public override void WipeFile(string name) => Posix.WipeAt(handle, name, PathOf(name));

    public override void DeleteDirectory(string name) => Posix.DeleteAt(handle, name, isDirectory: true, PathOf(name));

    public override void SetMode(string name, UnixFileMode mode)
    {
        using var found = Posix.FindDirectoryAt(handle, name, PathOf(name), out var isOnlyFound);
        Posix.SetMode(found, isOnlyFound, mode);
    }

    public override void OpenUp(string name)
    {
        if (Facts(name) is not { Kind: FileKind.Directory } facts || !IsClosedUp(facts))
        {
            return;
        }

        using var found = Posix.FindDirectoryAt(handle, name, PathOf(name), out var isOnlyFound);
        if (Posix.Facts(found) is var now && IsClosedUp(now))
        {
            Posix.SetMode(found, isOnlyFound, (UnixFileMode)now.Mode | OwnerOnly);
        }
    }

    public override bool TryHold() => Posix.TryLock(handle);

    public override void Sync() => Posix.Sync(handle, Path);

    public override void Sync(string name)
    {
        using var directory = Posix.TryOpenDirectoryAt(handle, name, PathOf(name));
        if (directory is not null)
        {
            Posix.Sync(directory, PathOf(name));
        }
    }

    public override void SyncFileSystem() => Posix.SyncFileSystem(handle, Path);

    public override void Dispose() => handle.Dispose();

    private static LinuxDirectory Of(SafeFileHandle handle, string path) => new(handle, path, FileOwner.In(Posix.Facts(handle)));

    private static bool IsClosedUp(FileFacts directory) =>
        ((UnixFileMode)directory.Mode & OwnerOnly) != OwnerOnly && directory.Owner == Posix.EffectiveUser;

    // FAT and some network mounts have a single mode for everything.
    private void CloseToOthers()
    {
        try
        {
            Posix.SetMode(handle, isOnlyFound: false, OwnerOnly);
        }
        catch (UnauthorizedAccessException)
        {
        }
    }
}
