using TazPod.Vault.Files;

namespace TazPod.Vault.Archive;

/// <summary>Writes entries below a directory: 0700 and 0600 from the first instant, the stored modes when the content is there.</summary>
/// <remarks>Safe because the directory was empty and is the caller's alone: everything in it was made here, files with
/// "create, never open", so no link can stand in the way.</remarks>
internal sealed class Extraction(string directory)
{
    private const UnixFileMode PrivateDirectory = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode PrivateFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    // A flush for each of 100,000 files takes minutes, and one of the whole file system a moment; but that waits for what
    // everybody else has written there, too, which a few files are not worth.
    private const int MostFlushes = 1_000;
    private readonly List<string> directories = [];
    private readonly List<string> unflushed = [];

    /// <summary>Makes directories whose parents are there.</summary>
    public void MakeDirectories(IReadOnlyList<string> paths)
    {
        foreach (var path in paths)
        {
            ArchiveFailures.Translated("make directory", Full(path), () => MakeDirectory(Full(path)));
            directories.Add(path);
        }
    }

    /// <summary>Makes a new file for its content to be written.</summary>
    public FileStream CreateFile(string path) => ArchiveFailures.Translated("make file", Full(path), () =>
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.None,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = PrivateFile;
        }

        var file = new FileStream(Full(path), options);
        try
        {
            Posix.TakeOwnerOfParent(Full(path));
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    });

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

    /// <summary>Gives a file that has all its content its mode, and lets the system start to put it on the disk.</summary>
    public void Finish(FileStream file, string path, int mode) => ArchiveFailures.Translated("write", file.Name, () =>
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file.SafeFileHandle, (UnixFileMode)mode);
        }

        // It is opened again to wait for that, which takes the right to read it.
        if (OperatingSystem.IsLinux() && ((UnixFileMode)mode).HasFlag(UnixFileMode.UserRead))
        {
            Posix.StartWriting(file.SafeFileHandle);
            lock (unflushed)
            {
                unflushed.Add(path);
            }
        }
        else
        {
            file.Flush(flushToDisk: true);
        }
    });

    /// <summary>Waits until everything is on the disk, and gives the directories their modes, the deepest first: a parent may not be
    /// writable afterwards.</summary>
    public void FinishAll(IEnumerable<ArchiveEntry> deepestFirst)
    {
        var flushesOnce = unflushed.Count > MostFlushes;
        foreach (var path in flushesOnce ? [] : unflushed)
        {
            ArchiveFailures.Translated("write", Full(path), () => Posix.SyncFile(Full(path)));
        }

        foreach (var entry in deepestFirst)
        {
            ArchiveFailures.Translated("finish directory", Full(entry.Path), () =>
            {
                if (!flushesOnce)
                {
                    Posix.SyncDirectory(Full(entry.Path));
                }

                SetMode(Full(entry.Path), (UnixFileMode)entry.Mode);
            });
        }

        ArchiveFailures.Translated("finish directory", directory, () =>
        {
            if (flushesOnce)
            {
                Posix.SyncFileSystem(directory);
            }
            else
            {
                Posix.SyncDirectory(directory);
            }
        });
    }

    /// <summary>Empties the directory again after a failure, as far as the file system lets it.</summary>
    public void Undo()
    {
        try
        {
            directories.ForEach(path => SetMode(Full(path), PrivateDirectory));
            foreach (var entry in new DirectoryInfo(directory).EnumerateFileSystemInfos())
            {
                if (entry is DirectoryInfo { LinkTarget: null } made)
                {
                    made.Delete(recursive: true);
                }
                else
                {
                    entry.Delete();
                }
            }
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            // What made the extraction fail is the message that counts; the caller removes its directory in any case.
        }
    }

    private static void MakeDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        Directory.CreateDirectory(path, PrivateDirectory);
        Posix.TakeOwnerOfParent(path);
    }

    private static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }

    private string Full(string path) => Path.Join(directory, path);
}
