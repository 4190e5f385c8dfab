namespace TazPod.Vault.Files;

/// <summary>A directory by its path, for systems whose calls do not take a directory handle.</summary>
internal sealed class PathDirectory : DirectoryHandle
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public PathDirectory(string path)
        : base(path, null)
    {
        if (!Directory.Exists(path))
        {
            throw new DirectoryNotFoundException($"there is no directory '{path}'");
        }
    }

    public override FileFacts Facts() => FileFacts.Of(Path);

    public override FileFacts Facts(string name) => FileFacts.Of(PathOf(name));

    public override IReadOnlyList<string> Names() => [.. Directory.EnumerateFileSystemEntries(Path).Select(entry => System.IO.Path.GetFileName(entry))];

    public override DirectoryHandle? TryOpen(string name) =>
        Facts(name).Kind == FileKind.Directory ? new PathDirectory(PathOf(name)) : null;

    public override void MakeDirectory(string name)
    {
        RequireFree(name);
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(PathOf(name));
        }
        else
        {
            Directory.CreateDirectory(PathOf(name), OwnerOnly);
        }
    }

    public override DirectoryHandle MakeAndOpen(string name)
    {
        MakeDirectory(name);
        return new PathDirectory(PathOf(name));
    }

    public override void SetOwner()
    {
    }

    public override FileFacts FactsOfNewFile()
    {
        var name = $".tazpod-probe-{Guid.NewGuid():N}";
        try
        {
            using var file = CreateFile(name);
            return FileFacts.Of(file.SafeFileHandle);
        }
        finally
        {
            DeleteFile(name);
        }
    }

    public override FileStream CreateFile(string name)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Read,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(PathOf(name), options);
    }

    public override FileStream? TryOpenFile(string name) => Facts(name).Kind == FileKind.File
        ? new FileStream(PathOf(name), FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 0)
        : null;

    public override void MakeLink(string name, string target) => File.CreateSymbolicLink(PathOf(name), target);

    public override byte[]? ReadFile(string name, int largestBytes) => OwnFile.Read(PathOf(name), largestBytes);

    public override void Move(string name, DirectoryHandle to, string newName)
    {
        var destination = (PathDirectory)to;
        destination.RequireFree(newName);
        var (from, target) = (PathOf(name), destination.PathOf(newName));
        if (Facts(name).Kind != FileKind.Directory)
        {
            File.Move(from, target);
            return;
        }

        var mode = OperatingSystem.IsWindows() ? OwnerOnly : File.GetUnixFileMode(from);
        OpenUp(name);
        Directory.Move(from, target);
        destination.SetMode(newName, mode);
    }

    public override void Replace(string name, string newName) => File.Move(PathOf(name), PathOf(newName), overwrite: true);

    public override bool TryExchange(string first, string second) => false;

    public override bool CouldRename(string name, string notEmpty) => true;

    public override void DeleteFile(string name) => File.Delete(PathOf(name));

    public override void DeleteDirectory(string name) => Directory.Delete(PathOf(name));

    public override void SetMode(string name, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(PathOf(name), mode);
        }
    }

    public override void OpenUp(string name)
    {
        if (!OperatingSystem.IsWindows() && Facts(name).Kind == FileKind.Directory)
        {
            SetMode(name, File.GetUnixFileMode(PathOf(name)) | OwnerOnly);
        }
    }

    // The workspace's own lock must suffice.
    public override bool TryHold() => true;

    public override void Sync() => Posix.SyncDirectory(Path);

    public override void Sync(string name) => Posix.SyncDirectory(PathOf(name));

    public override void SyncFileSystem() => throw new PlatformNotSupportedException();

    public override void Dispose()
    {
    }

    private void RequireFree(string name)
    {
        if (Facts(name).Kind != FileKind.Missing)
        {
            throw new IOException($"File exists: '{PathOf(name)}'");
        }
    }
}
