using TazPod.Vault.Archive.Entries;
using TazPod.Vault.Files;

namespace TazPod.Vault.Archive;

/// <summary>Writes entries below a directory. They are 0700 and 0600 from the start and get their stored modes once the content is
/// written.</summary>
/// <remarks>Safe because the directory is held open, was empty, and belongs to the caller alone. Every entry in it is created here, and
/// files are created with "create, never open", so no link can be followed. When run as root, all entries get the owner that was determined
/// when the directory was opened.</remarks>
internal sealed class Extraction(DirectoryHandle directory)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    // Flushing 100,000 files one by one takes minutes, and flushing the whole file system takes a moment. But that also waits for
    // everything other processes have written, which is not worth it for a few files.
    private const int MostFlushes = 1_000;

    // The runtime keeps each assembly open, and loads more at any time.
    private const int OfTheProcess = 96;

    // Beyond this number, files are flushed one by one to avoid running out of handles. Other code in this process needs some, too.
    private static readonly int MostOpen = (int)Math.Clamp(((Posix.MostOpenFiles ?? 1024) - OfTheProcess) / 3, 4, 256);
    private readonly Queue<FileStream> unflushed = [];
    private int files;

    /// <summary>Creates directories whose parents exist.</summary>
    public void MakeDirectories(IReadOnlyList<string> paths)
    {
        foreach (var path in paths)
        {
            ArchiveFailures.Translated("create directory", Full(path), () => directory.MakeDirectory(path));
        }
    }

    /// <summary>Creates a new, empty file.</summary>
    public FileStream CreateFile(string path) => ArchiveFailures.Translated("create file", Full(path), () => Create(path));

    // When the process runs out of handles, this closes the files that are only waiting to be flushed.
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

    /// <summary>Writes content into a file that was created here.</summary>
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

    /// <summary>Sets the mode of a completely written file and takes ownership of it. The file is flushed at the end, with the
    /// others.</summary>
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

        // The system starts writing the file to disk while the next files are written. Errors are reported on the handle that wrote it.
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

    /// <summary>Waits until everything is on disk, then sets the modes of the directories, deepest first: a parent may not be writable
    /// afterwards.</summary>
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

    /// <summary>Empties the directory after a failure, on a best-effort basis.</summary>
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
            // The error that made the extraction fail is the one to report. The caller removes its directory in any case.
        }
    }

    private string Full(string path) => Path.Join(directory.Path, path);
}
