using TazPod.Vault.Errors;

namespace TazPod.Vault.Files;

/// <summary>An open directory: what is done through it happens in that very directory, whatever its path has come to mean since.</summary>
/// <remarks>A name is one component, or a relative path through directories that were made through this handle. No link is followed, nothing
/// that stands in the way is replaced unless a method says so, and nothing is ever copied to another file system. Elsewhere than on Linux
/// the same is done by paths, which is only as safe as the directory is private.</remarks>
internal abstract class DirectoryHandle(string path, FileOwner? owner) : IDisposable
{
    private const string BeingDeleted = ".tazpod-deleted-";

    /// <summary>The path that it was opened by, for messages.</summary>
    public string Path { get; } = path;

    /// <summary>Whom root gives what is made in it and below; decided once, from the directory that was opened first. Null: nobody
    /// else.</summary>
    public FileOwner? Owner { get; } = owner;

    /// <summary>Opens a directory by its path, links followed.</summary>
    /// <exception cref="IOException">It is not there, no directory, or cannot be opened.</exception>
    public static DirectoryHandle Open(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        return OperatingSystem.IsLinux() ? LinuxDirectory.Open(full) : new PathDirectory(full);
    }

    /// <summary>Opens a directory by its real path. Where a component of it has become a link since that was found out, somebody is leading
    /// us elsewhere, and nothing is opened.</summary>
    /// <exception cref="IOException">It is not there, no directory, or cannot be opened.</exception>
    /// <exception cref="VaultException">6008 there is a link on the way.</exception>
    public static DirectoryHandle OpenReal(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        return OperatingSystem.IsLinux() ? LinuxDirectory.OpenReal(full) : new PathDirectory(full);
    }

    /// <summary>What the file system says of the directory itself.</summary>
    public abstract FileFacts Facts();

    /// <summary>What it says of an entry, not following a link.</summary>
    public abstract FileFacts Facts(string name);

    /// <summary>The names of all entries.</summary>
    public abstract IReadOnlyList<string> Names();

    /// <summary>Opens a directory in it; null when there is none of this name, whatever else there is.</summary>
    public abstract DirectoryHandle? TryOpen(string name);

    /// <summary>Makes a directory of mode 0700.</summary>
    /// <exception cref="IOException">It cannot be made, or something of this name is there.</exception>
    public abstract void MakeDirectory(string name);

    /// <summary>Makes a file of mode 0600 and opens it for reading and writing.</summary>
    /// <exception cref="IOException">It cannot be made, or something of this name is there.</exception>
    public abstract FileStream CreateFile(string name);

    /// <summary>Makes a symbolic link.</summary>
    public abstract void MakeLink(string name, string target);

    /// <summary>Reads a regular file whole; null when nothing is there.</summary>
    /// <exception cref="VaultException">6008 it is a link, no regular file, or larger.</exception>
    public abstract byte[]? ReadFile(string name, int largestBytes);

    /// <summary>Renames an entry, never over another one.</summary>
    /// <exception cref="IOException">The new name is taken, or it cannot be renamed.</exception>
    public abstract void Move(string name, DirectoryHandle to, string newName);

    /// <summary>Renames a file over whatever file or link has the new name.</summary>
    public abstract void Replace(string name, string newName);

    /// <summary>Exchanges two entries in one step; false where the system cannot.</summary>
    public abstract bool TryExchange(string first, string second);

    /// <summary>Whether a directory can be renamed to where another one stands, found out without renaming anything.</summary>
    /// <remarks>The other directory must not be empty: a rename that is possible then fails for that reason alone. A mount point, another
    /// file system, a directory from the image of a container (EXDEV there) or a parent without write permission fails for its own.</remarks>
    public abstract bool CouldRename(string name, string notEmpty);

    /// <summary>Removes a file or a link; nothing when it is gone already.</summary>
    public abstract void DeleteFile(string name);

    /// <summary>Removes an empty directory.</summary>
    public abstract void DeleteDirectory(string name);

    /// <summary>Gives a directory that was made through this handle another mode.</summary>
    public abstract void SetMode(string name, UnixFileMode mode);

    /// <summary>Lets its owner do everything with a directory in it, which may refuse to be opened until then.</summary>
    public abstract void OpenUp(string name);

    /// <summary>Takes an exclusive hold on the directory until it is closed; false when another process has one.</summary>
    public abstract bool TryHold();

    /// <summary>Makes what was renamed in it survive a power cut.</summary>
    public abstract void Sync();

    /// <summary>The same for a directory in it that was made through this handle.</summary>
    public abstract void Sync(string name);

    /// <summary>Makes everything on its file system survive a power cut. Linux only.</summary>
    public abstract void SyncFileSystem();

    /// <summary>Makes a directory of mode 0700 and opens it. It stays this process's own; <see cref="GiveAway"/> gives it to
    /// <see cref="Owner"/>.</summary>
    /// <exception cref="IOException">It cannot be made, or something of this name is there.</exception>
    /// <exception cref="VaultException">6008 somebody else put another one in its place at the same moment.</exception>
    public abstract DirectoryHandle MakeAndOpen(string name);

    /// <summary>Run as root, gives the directory itself to whom everything in it is given.</summary>
    public abstract void GiveAway();

    /// <summary>Makes a file, sees what the file system makes of its owner and mode, and removes it: some know no owners, some no modes.</summary>
    public abstract FileFacts FactsOfNewFile();

    /// <summary>Whether an entry of this directory was made by this user, as far as its owner tells: the effective user; for root also the owner
    /// of the directory, to whom root gives what it makes there, unless others may write there, too.</summary>
    public bool IsOwn(FileFacts entry)
    {
        if (!OperatingSystem.IsLinux() || entry.Owner == Posix.EffectiveUser)
        {
            return true;
        }

        if (Owner is { } heir && entry.Owner == heir.User)
        {
            return !OthersMayWrite(Facts());
        }

        // A file system that gives everything to one owner, whoever makes it: network mounts for root, or FAT.
        try
        {
            return entry.Owner == FactsOfNewFile().Owner;
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            return false;
        }
    }

    /// <summary>Whether users that are neither its owner nor of its group may make entries in a directory.</summary>
    public static bool OthersMayWrite(FileFacts directory) => (directory.Mode & 0x2) != 0;

    /// <summary>Removes an entry, with all that is in it if it is a directory. A directory of mode 0500 is no obstacle.</summary>
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

    /// <summary>Whether a name is one that <see cref="Clear"/> gives to directories on their way out.</summary>
    public static bool IsBeingDeleted(string name) => name.StartsWith(BeingDeleted, StringComparison.Ordinal);

    /// <summary>Removes everything in it.</summary>
    /// <param name="last">An entry that goes after all others; null for none.</param>
    public void Clear(string? last = null)
    {
        // What lies deeper is moved up first: however deep a tree is, two handles do.
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

    /// <summary>What to say when something else stands under a name than what was made there.</summary>
    public VaultException Replaced(string name) => VaultErrors.NotOurs.With(
        $"'{PathOf(name)}' was replaced by somebody else at the same moment",
        $"Nothing was written into what stands there now. See who may write '{Path}', and use a directory of your own.");
}
