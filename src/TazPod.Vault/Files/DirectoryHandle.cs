using TazPod.Vault.Errors;

namespace TazPod.Vault.Files;

/// <summary>An open directory. Operations through it affect that very directory, even if its path now leads somewhere else.</summary>
/// <remarks>A name is one component, or a relative path through directories that were created through this handle. Links are never
/// followed, existing entries are replaced only if a method says so, and nothing is ever copied to another file system. On systems other
/// than Linux, the same operations use paths, which is only as safe as the directory is private.</remarks>
internal abstract class DirectoryHandle(string path, FileOwner? owner) : IDisposable
{
    private const string BeingDeleted = ".tazpod-deleted-";

    /// <summary>The path by which it was opened, for messages.</summary>
    public string Path { get; } = path;

    /// <summary>The owner that root gives to entries created in it and below. Determined once, from the directory that was opened first.
    /// Null if ownership is not changed.</summary>
    public FileOwner? Owner { get; } = owner;

    /// <summary>Opens a directory by its path, following links.</summary>
    /// <exception cref="IOException">It does not exist, is not a directory, or cannot be opened.</exception>
    public static DirectoryHandle Open(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        return OperatingSystem.IsLinux() ? LinuxDirectory.Open(full) : new PathDirectory(full);
    }

    /// <summary>Opens a directory by its real path. If a component has become a link since the path was resolved, someone is redirecting
    /// us, and nothing is opened.</summary>
    /// <exception cref="IOException">It does not exist, is not a directory, or cannot be opened.</exception>
    /// <exception cref="VaultException">6008: there is a link in the path.</exception>
    public static DirectoryHandle OpenReal(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        return OperatingSystem.IsLinux() ? LinuxDirectory.OpenReal(full) : new PathDirectory(full);
    }

    /// <summary>Whether its file system is kept in memory. False where the system does not tell.</summary>
    public virtual bool IsInMemory => false;

    /// <summary>The file system's information about the directory itself.</summary>
    public abstract FileFacts Facts();

    /// <summary>The file system's information about an entry, without following a link.</summary>
    public abstract FileFacts Facts(string name);

    /// <summary>The names of all entries.</summary>
    public abstract IReadOnlyList<string> Names();

    /// <summary>Opens a subdirectory; null if no directory has this name, whether or not another kind of entry does.</summary>
    public abstract DirectoryHandle? TryOpen(string name);

    /// <summary>Creates a directory of mode 0700.</summary>
    /// <exception cref="IOException">It cannot be created, or an entry with this name exists.</exception>
    public abstract void MakeDirectory(string name);

    /// <summary>Creates a file of mode 0600 and opens it for reading and writing.</summary>
    /// <exception cref="IOException">It cannot be created, or an entry with this name exists.</exception>
    public abstract FileStream CreateFile(string name);

    /// <summary>Opens a regular file for reading and writing; null if there is none with this name.</summary>
    /// <exception cref="IOException">It cannot be opened; except on Linux, also because another process has it open.</exception>
    public abstract FileStream? TryOpenFile(string name);

    /// <summary>Creates a symbolic link.</summary>
    public abstract void MakeLink(string name, string target);

    /// <summary>Reads a whole regular file; null if it does not exist.</summary>
    /// <exception cref="VaultException">6008: it is a link, is not a regular file, or is larger.</exception>
    public abstract byte[]? ReadFile(string name, int largestBytes);

    /// <summary>Renames an entry without replacing another one.</summary>
    /// <exception cref="IOException">The new name is taken, or it cannot be renamed.</exception>
    public abstract void Move(string name, DirectoryHandle to, string newName);

    /// <summary>Renames a file, replacing any file or link with the new name.</summary>
    public abstract void Replace(string name, string newName);

    /// <summary>Exchanges two entries in one step; false if the system cannot do this.</summary>
    public abstract bool TryExchange(string first, string second);

    /// <summary>Whether a directory could be renamed onto another one. Nothing is renamed to find out.</summary>
    /// <remarks>The other directory must not be empty, so that a possible rename fails only because of that. A mount point, another file
    /// system, a directory from a container's image (EXDEV there) or a parent without write permission makes it fail with a different
    /// error.</remarks>
    public abstract bool CouldRename(string name, string notEmpty);

    /// <summary>Removes a file or a link. Does nothing if it does not exist.</summary>
    public abstract void DeleteFile(string name);

    /// <summary>Overwrites the content of a file with zeros, if this is its only name. Linux only; elsewhere it is not known whether it
    /// is.</summary>
    public virtual void WipeFile(string name)
    {
    }

    /// <summary>Removes an empty directory.</summary>
    public abstract void DeleteDirectory(string name);

    /// <summary>Changes the mode of a directory that was created through this handle.</summary>
    public abstract void SetMode(string name, UnixFileMode mode);

    /// <summary>Gives the owner of a subdirectory full access to it. Without that, it may be impossible to open.</summary>
    public abstract void OpenUp(string name);

    /// <summary>Takes an exclusive lock on the directory until it is closed; false if another process has it.</summary>
    public abstract bool TryHold();

    /// <summary>Makes renames in it survive a power cut.</summary>
    public abstract void Sync();

    /// <summary>Makes renames survive a power cut in a subdirectory that was created through this handle.</summary>
    public abstract void Sync(string name);

    /// <summary>Makes everything on its file system survive a power cut. Linux only.</summary>
    public abstract void SyncFileSystem();

    /// <summary>Creates a directory of mode 0700 and opens it. It keeps belonging to this process's user until <see cref="SetOwner"/> gives
    /// it to <see cref="Owner"/>.</summary>
    /// <exception cref="IOException">It cannot be created, or an entry with this name exists.</exception>
    /// <exception cref="VaultException">6008: another process replaced it at the same moment.</exception>
    public abstract DirectoryHandle MakeAndOpen(string name);

    /// <summary>When run as root, gives the directory itself to <see cref="Owner"/>.</summary>
    public abstract void SetOwner();

    /// <summary>Creates a file, reads the owner and mode that the file system gave it, and removes it. Some file systems support no owners,
    /// some no modes.</summary>
    public abstract FileFacts FactsOfNewFile();

    /// <summary>Whether an entry of this directory was created by this user, judged by its owner. That is the effective user. For root it
    /// is also the owner of the directory, to whom root gives the entries it creates there, unless other users may write there,
    /// too.</summary>
    public bool IsOwn(FileFacts entry)
    {
        if (!OperatingSystem.IsLinux() || entry.Owner == Posix.EffectiveUser)
        {
            return true;
        }

        if (Owner is { } directoryOwner && entry.Owner == directoryOwner.User)
        {
            return !OthersMayWrite(Facts());
        }

        // Some file systems give every entry the same owner, whoever creates it: network mounts for root, or FAT.
        try
        {
            return entry.Owner == FactsOfNewFile().Owner;
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            return false;
        }
    }

    /// <summary>Whether users other than the owner and the group may create entries in a directory.</summary>
    public static bool OthersMayWrite(FileFacts directory) => (directory.Mode & 0x2) != 0;

    /// <summary>Removes an entry, including a directory with everything in it. A directory of mode 0500 is removed, too.</summary>
    public void DeleteTree(string name)
    {
        if (Facts(name).Kind != FileKind.Directory)
        {
            DeleteFile(name);
            return;
        }

        OpenUp(name);
        using (var inner = TryOpen(name))
        {
            inner?.Clear();
        }

        DeleteDirectory(name);
    }

    /// <summary>Whether a name is one that <see cref="Clear"/> gives to directories it is about to delete.</summary>
    public static bool IsBeingDeleted(string name) => name.StartsWith(BeingDeleted, StringComparison.Ordinal);

    /// <summary>Removes all entries.</summary>
    /// <param name="last">An entry that is left for the caller to remove last; null for none.</param>
    public void Clear(string? last = null)
    {
        // Deeper entries are moved up first, so two handles suffice for a tree of any depth.
        while (Names().Where(name => name != last).ToList() is { Count: > 0 } names)
        {
            foreach (var name in names)
            {
                ClearOne(name);
            }
        }

        if (last is not null)
        {
            DeleteFile(last);
        }
    }

    private void ClearOne(string name)
    {
        if (Facts(name).Kind != FileKind.Directory)
        {
            DeleteFile(name);
            return;
        }

        OpenUp(name);
        using (var inner = TryOpen(name))
        {
            foreach (var entry in inner?.Names() ?? [])
            {
                if (inner!.Facts(entry).Kind == FileKind.Directory)
                {
                    inner.OpenUp(entry);
                    inner.Move(entry, this, $"{BeingDeleted}{Guid.NewGuid():N}");
                }
                else
                {
                    inner.DeleteFile(entry);
                }
            }
        }

        DeleteDirectory(name);
    }

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>The path of an entry, for messages.</summary>
    protected string PathOf(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>The error for a name that no longer refers to the entry that was created there.</summary>
    public VaultException Replaced(string name) => VaultErrors.NotOurs.With(
        $"'{PathOf(name)}' was replaced by another process or user at the same moment",
        $"Nothing was written to the entry that is there now. Check who can write to '{Path}', or use a private directory.");
}
