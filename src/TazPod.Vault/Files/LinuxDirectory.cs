using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace TazPod.Vault.Files;

/// <summary>A directory by its descriptor, and the system calls that take one.</summary>
[SupportedOSPlatform("linux")]
internal sealed class LinuxDirectory : DirectoryHandle
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private readonly SafeFileHandle handle;

    private LinuxDirectory(SafeFileHandle handle, string path, FileOwner? owner)
        : base(path, owner) => this.handle = handle;

    public static new LinuxDirectory Open(string path)
    {
        var handle = Posix.OpenDirectory(path);
        return new LinuxDirectory(handle, path, FileOwner.In(Posix.Facts(handle)));
    }

    public override FileFacts Facts() => Posix.Facts(handle);

    public override FileFacts Facts(string name) => Posix.FactsAt(handle, name, PathOf(name));

    // Listed by its descriptor, too. Where /proc is missing the path has to do: names alone are no harm.
    public override IReadOnlyList<string> Names()
    {
        var byHandle = $"/proc/self/fd/{handle.DangerousGetHandle()}";
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
        made.GiveAway();
    }

    public override DirectoryHandle MakeAndOpen(string name)
    {
        Posix.MakeDirectoryAt(handle, name, PathOf(name));
        var made = TryOpen(name) ?? throw Replaced(name);
        try
        {
            var owner = made.Facts().Owner;
            return owner == Posix.EffectiveUser || owner == FactsOfNewFile().Owner ? made : throw Replaced(name);
        }
        catch
        {
            made.Dispose();
            throw;
        }
    }

    public override void GiveAway()
    {
        if (Owner is { } heir)
        {
            Posix.ChangeOwner(handle, heir, Path);
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
            if (Owner is { } heir)
            {
                Posix.ChangeOwner(file.SafeFileHandle, heir, PathOf(name));
            }

            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
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
        var mode = Facts(name) is { Kind: FileKind.Directory } facts ? (UnixFileMode)facts.Mode : OwnerOnly;
        if (ReferenceEquals(to, this) || mode.HasFlag(UnixFileMode.UserWrite))
        {
            Posix.MoveAt(handle, name, destination.handle, newName, PathOf(name));
            return;
        }

        // A directory that moves to another one has its '..' changed, for which it has to be writable.
        OpenUp(name);
        Posix.MoveAt(handle, name, destination.handle, newName, PathOf(name));
        destination.SetMode(newName, mode);
    }

    public override void Replace(string name, string newName) => Posix.ReplaceAt(handle, name, newName, PathOf(newName));

    public override bool TryExchange(string first, string second) => Posix.TryExchangeAt(handle, first, second);

    public override bool CouldRename(string name, string notEmpty) => Posix.CouldRenameAt(handle, name, notEmpty);

    public override void DeleteFile(string name) => Posix.DeleteAt(handle, name, isDirectory: false, PathOf(name));

    public override void DeleteDirectory(string name) => Posix.DeleteAt(handle, name, isDirectory: true, PathOf(name));

    public override void SetMode(string name, UnixFileMode mode)
    {
        Posix.SetDirectoryModeAt(handle, name, mode, PathOf(name));
    }

    public override void OpenUp(string name)
    {
        if (Facts(name) is { Kind: FileKind.Directory } facts && ((UnixFileMode)facts.Mode & OwnerOnly) != OwnerOnly
            && facts.Owner == Posix.EffectiveUser)
        {
            SetMode(name, (UnixFileMode)facts.Mode | OwnerOnly);
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
}
