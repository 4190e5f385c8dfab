using System.Text;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;

namespace TazPod.Vault.Secrets.Memory;

/// <summary>A private directory in memory, for secrets that another program reads as files. It is wiped and removed when it is disposed,
/// and is locked until then. If this process is killed, a later one finds it, and sees by the lock that nobody uses it.</summary>
/// <remarks>It contains a lock file, which says what the directory is for, and a directory for the content. The lock file is written only
/// under its lock, and content is written only after that. So a directory without a kind in its lock file holds no content: its process was
/// killed while it started, or is starting at this moment. In the second case it notices that its lock file is gone, and starts
/// again.</remarks>
internal sealed class MemoryDirectory : IDisposable
{
    private const string Prefix = "tazvault-";
    private const string LockName = "lock";
    private const string ContentName = "files";
    private const int LongestKind = 64;
    private const int MostAttempts = 8;

    private readonly DirectoryHandle place;
    private readonly DirectoryHandle directory;
    private readonly string name;
    private readonly FileStream held;
    private bool isDone;

    private MemoryDirectory(DirectoryHandle place, DirectoryHandle directory, string name, FileStream held)
    {
        this.place = place;
        this.directory = directory;
        this.name = name;
        this.held = held;
        IsInMemory = place.IsInMemory;
        Path = System.IO.Path.Combine(directory.Path, ContentName);
    }

    /// <summary>The directory for the content, of mode 0700.</summary>
    public string Path { get; }

    /// <summary>Whether it is in memory; otherwise it is on a disk.</summary>
    public bool IsInMemory { get; }

    /// <summary>Makes a new, empty one.</summary>
    /// <param name="places">Where it may be made.</param>
    /// <param name="kind">What it is for.</param>
    /// <param name="allowDisk">Whether it may be made on a disk if there is no file system in memory.</param>
    /// <exception cref="VaultException">6009: there is none; 6xxx: it cannot be made.</exception>
    public static MemoryDirectory Create(MemoryPlaces places, MemoryKind kind, bool allowDisk) =>
        places.Make(allowDisk, place => CreateIn(place, kind));

    /// <summary>Removes what killed processes of this user left behind. Never fails.</summary>
    public static void Sweep(MemoryPlaces places, MemoryKind kind)
    {
        foreach (var left in Leftovers(places, kind))
        {
            left.Dispose();
        }
    }

    /// <summary>Takes over what killed processes of this user left behind. Disposing one removes it, unless <see cref="Keep"/> was called.
    /// One that is in use is not returned.</summary>
    public static IReadOnlyList<MemoryDirectory> Leftovers(MemoryPlaces places, MemoryKind kind)
    {
        List<MemoryDirectory> found = [];
        foreach (var place in places.All())
        {
            using (place)
            {
                found.AddRange(NamesIn(place).Select(name => TryTake(place.Path, name, kind)).OfType<MemoryDirectory>());
            }
        }

        return found;
    }

    /// <summary>Opens the directory for the content.</summary>
    public DirectoryHandle OpenContent() => directory.TryOpen(ContentName) ?? throw directory.Replaced(ContentName);

    /// <summary>Lets processes that are started from now on share the lock, so that it lasts as long as they do. Linux only.</summary>
    /// <param name="isShared">False to end this.</param>
    public void ShareLock(bool isShared)
    {
        if (OperatingSystem.IsLinux())
        {
            Posix.SetInherited(held.SafeFileHandle, isShared);
        }
    }

    /// <summary>Leaves the directory as it is, and releases its lock, when this object is disposed.</summary>
    public void Keep()
    {
        isDone = true;
        Close();
    }

    /// <summary>Wipes and removes the directory.</summary>
    /// <exception cref="IOException">Something in it cannot be removed.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    public void Remove()
    {
        if (isDone)
        {
            return;
        }

        isDone = true;
        try
        {
            using (var content = directory.TryOpen(ContentName))
            {
                Wipe(content);
            }

            if (!OperatingSystem.IsLinux())
            {
                // An open file cannot be removed everywhere.
                held.Dispose();
            }

            directory.Clear(LockName);
            place.DeleteDirectory(name);
        }
        finally
        {
            Close();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            Remove();
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            // The next one sweeps it. Who must know calls Remove.
        }
    }

    private static MemoryDirectory CreateIn(DirectoryHandle place, MemoryKind kind)
    {
        for (var attempt = 1; ; attempt++)
        {
            var name = Prefix + Guid.NewGuid().ToString("N");
            try
            {
                if (TryStart(place, name, kind) is { } started)
                {
                    return started;
                }
            }
            catch (Exception exception) when (attempt < MostAttempts && exception is VaultException or IOException && place.Facts(name).Kind == FileKind.Missing)
            {
                // Another process took it for one that was left behind.
            }

            if (attempt == MostAttempts)
            {
                throw new IOException("the new directory is removed again and again by another process");
            }
        }
    }

    private static MemoryDirectory? TryStart(DirectoryHandle place, string name, MemoryKind kind)
    {
        var directory = place.MakeAndOpen(name);
        FileStream? held = null;
        try
        {
            held = directory.CreateFile(LockName);
            if (OperatingSystem.IsLinux() && !Posix.TryLock(held.SafeFileHandle))
            {
                return Abandon();
            }

            held.Write(Encoding.ASCII.GetBytes(NameOf(kind)));
            held.Flush();
            if (!IsStillThere(directory, held))
            {
                return Abandon();
            }

            directory.MakeDirectory(ContentName);
            return new MemoryDirectory(place, directory, name, held);
        }
        catch
        {
            RemoveUnfinished(place, name, directory);
            Abandon();
            throw;
        }

        MemoryDirectory? Abandon()
        {
            held?.Dispose();
            directory.Dispose();
            return null;
        }
    }

    private static MemoryDirectory? TryTake(string path, string name, MemoryKind kind)
    {
        DirectoryHandle? place = null;
        DirectoryHandle? directory = null;
        FileStream? held = null;
        try
        {
            place = DirectoryHandle.OpenReal(path);
            directory = OpenOwn(place, name);
            if (directory is null || !IsOfInterest(KindOf(directory), kind))
            {
                return Close();
            }

            held = directory.TryOpenFile(LockName);
            if (held is not null && (!IsLocked(held) || !IsStillThere(directory, held)))
            {
                return Close();
            }

            // Read under the lock: only now is it certain that nobody is writing it.
            var found = held is null ? "" : Read(held);
            if (found.Length == 0)
            {
                RemoveUnfinished(place, name, directory);
                return Close();
            }

            return found == NameOf(kind) ? new MemoryDirectory(place, directory, name, held!) : Close();
        }
        catch (Exception exception) when (exception is VaultException || FileFailures.IsFileFailure(exception))
        {
            return Close();
        }

        MemoryDirectory? Close()
        {
            held?.Dispose();
            directory?.Dispose();
            place?.Dispose();
            return null;
        }
    }

    // By its descriptor: a name can be given to anything by anybody.
    private static DirectoryHandle? OpenOwn(DirectoryHandle place, string name)
    {
        if (!IsOwn(place.Facts(name)) || place.TryOpen(name) is not { } directory)
        {
            return null;
        }

        if (IsOwn(directory.Facts()))
        {
            return directory;
        }

        directory.Dispose();
        return null;
    }

    private static bool IsOwn(FileFacts directory) => directory.Kind == FileKind.Directory
        && (!OperatingSystem.IsLinux() || (directory.Owner == Posix.EffectiveUser && (directory.Mode & 0x12) == 0));

    private static IReadOnlyList<string> NamesIn(DirectoryHandle place)
    {
        try
        {
            return [.. place.Names().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))];
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            return [];
        }
    }

    // Other kinds are not even locked, so that their own verb never finds them locked by us.
    private static bool IsOfInterest(string found, MemoryKind kind) => found.Length == 0 || found == NameOf(kind);

    private static string KindOf(DirectoryHandle directory) =>
        directory.ReadFile(LockName, LongestKind) is { } content ? Encoding.ASCII.GetString(content) : "";

    private static string Read(FileStream file)
    {
        var content = new byte[LongestKind];
        file.Position = 0;
        return Encoding.ASCII.GetString(content, 0, file.ReadAtLeast(content, content.Length, throwOnEndOfStream: false));
    }

    // Without the lock of Linux, a file that could be opened is one that nobody else has open.
    private static bool IsLocked(FileStream file) => !OperatingSystem.IsLinux() || Posix.TryLockForSure(file.SafeFileHandle);

    private static bool IsStillThere(DirectoryHandle directory, FileStream file) =>
        !OperatingSystem.IsLinux() || directory.Facts(LockName).IsSameAs(FileFacts.Of(file.SafeFileHandle));

    // Only if there is nothing else in it.
    private static void RemoveUnfinished(DirectoryHandle place, string name, DirectoryHandle directory)
    {
        try
        {
            if (directory.Names().All(entry => entry == LockName))
            {
                directory.DeleteFile(LockName);
                place.DeleteDirectory(name);
            }
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            // It contains no secret, and the next sweep tries again.
        }
    }

    private static string NameOf(MemoryKind kind) => kind switch
    {
        MemoryKind.Run => "run",
        _ => "edit",
    };

    private static void Wipe(DirectoryHandle? directory)
    {
        foreach (var name in directory?.Names() ?? [])
        {
            try
            {
                WipeOne(directory!, name);
            }
            catch (Exception exception) when (FileFailures.IsFileFailure(exception))
            {
                // It is still removed.
            }
        }
    }

    private static void WipeOne(DirectoryHandle directory, string name)
    {
        if (directory.Facts(name).Kind != FileKind.Directory)
        {
            directory.WipeFile(name);
            return;
        }

        directory.OpenUp(name);
        using var inner = directory.TryOpen(name);
        Wipe(inner);
    }

    private void Close()
    {
        held.Dispose();
        directory.Dispose();
        place.Dispose();
    }
}
