using TazPod.Vault.Archive.Entries;
using TazPod.Vault.Files;

namespace TazPod.Vault.Archive;

/// <summary>Writes entries below a directory: 0700 and 0600 from the first instant, the stored modes when the content is there.</summary>
/// <remarks>Safe because the directory is held open, was empty, and is the caller's alone: everything in it was made here, files with
/// "create, never open", so no link can stand in the way. Run as root, all of it goes to the one owner that was decided when the directory
/// was opened.</remarks>
internal sealed class Extraction(DirectoryHandle directory)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    // A flush for each of 100,000 files takes minutes, and one of the whole file system a moment; but that waits for what
    // everybody else has written there, too, which a few files are not worth.
    private const int MostFlushes = 1_000;

    // Beyond it, files are flushed one by one, so as not to run out of handles. Whatever else runs in this process needs some, too.
    private static readonly int MostOpen = (int)Math.Min(256, (Posix.MostOpenFiles ?? 256) / 4);
    private readonly Queue<FileStream> unflushed = [];
    private int files;

    /// <summary>Makes directories whose parents are there.</summary>
    public void MakeDirectories(IReadOnlyList<string> paths)
    {
        foreach (var path in paths)
        {
            ArchiveFailures.Translated("make directory", Full(path), () => directory.MakeDirectory(path));
        }
    }

    /// <summary>Makes a new file for its content to be written.</summary>
    public FileStream CreateFile(string path) => ArchiveFailures.Translated("make file", Full(path), () => Create(path));

    // Who runs out of handles closes those that only wait to be flushed.
    private FileStream Create(string path)
    {
        while (true)
        {
            try
            {
                return directory.CreateFile(path);
            }
            catch (IOException exception) when (FileFailures.IsOutOfHandles(exception))
            {
                if (!FlushOne())
                {
                    throw;
                }

                FlushAll(CancellationToken.None);
            }
        }
    }

    /// <summary>Writes content into a file that was made here.</summary>
    public static void Write(FileStream file, ReadOnlySpan<byte> content)
    {
        try
        {
            file.Write(content);
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            throw ArchiveFailures.Translate(exception, $"cannot write {EntryName.Quote(file.Name)}");
        }
    }

    /// <summary>Gives a file that has all its content its mode, and takes it over: it is flushed at the end, with the others.</summary>
    public void Finish(FileStream file, int mode)
    {
        try
        {
            ArchiveFailures.Translated("write", file.Name, () => Finish(file, (UnixFileMode)mode));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private void Finish(FileStream file, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file.SafeFileHandle, mode);
        }

        // The system starts to put it on the disk while the next ones are written. The handle that wrote it hears of what goes wrong.
        var count = Interlocked.Increment(ref files);
        if (OperatingSystem.IsLinux() && count <= MostOpen)
        {
            Posix.StartWriting(file.SafeFileHandle);
            lock (unflushed)
            {
                unflushed.Enqueue(file);
            }

            return;
        }

        file.Flush(flushToDisk: !FlushesOnce);
        file.Dispose();
    }

    private bool FlushesOnce => OperatingSystem.IsLinux() && files > MostFlushes;

    /// <summary>Waits until everything is on the disk, and gives the directories their modes, the deepest first: a parent may not be
    /// writable afterwards.</summary>
    public void FinishAll(IEnumerable<ArchiveEntry> deepestFirst, CancellationToken cancellationToken)
    {
        FlushAll(cancellationToken);
        foreach (var entry in deepestFirst)
        {
            ArchiveFailures.Translated("finish directory", Full(entry.Path), () =>
            {
                if (!FlushesOnce)
                {
                    directory.Sync(entry.Path);
                }

                directory.SetMode(entry.Path, (UnixFileMode)entry.Mode);
            });
        }

        ArchiveFailures.Translated("finish directory", directory.Path, () =>
        {
            if (FlushesOnce)
            {
                directory.SyncFileSystem();
            }
            else
            {
                directory.Sync();
            }
        });
    }

    private void FlushAll(CancellationToken cancellationToken)
    {
        while (FlushOne())
        {
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <returns>Whether there was one.</returns>
    private bool FlushOne()
    {
        FileStream? file;
        lock (unflushed)
        {
            if (!unflushed.TryDequeue(out file))
            {
                return false;
            }
        }

        using (file)
        {
            ArchiveFailures.Translated("write", file.Name, () => file.Flush(flushToDisk: !FlushesOnce));
        }

        return true;
    }

    /// <summary>Empties the directory again after a failure, as far as the file system lets it.</summary>
    public void Undo()
    {
        foreach (var file in unflushed)
        {
            file.Dispose();
        }

        try
        {
            foreach (var entry in directory.Names())
            {
                directory.DeleteTree(entry);
            }
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            // What made the extraction fail is the message that counts; the caller removes its directory in any case.
        }
    }

    private string Full(string path) => Path.Join(directory.Path, path);
}
