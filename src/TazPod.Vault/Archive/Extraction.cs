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
    private int files;

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

    private bool FlushesAtTheEnd => OperatingSystem.IsLinux() && files > MostFlushes;

    /// <summary>Flushes a file's content to the disk, unless there are so many that all are flushed at the end, and gives it its mode.</summary>
    public void Finish(FileStream file, int mode) => ArchiveFailures.Translated("write", file.Name, () =>
    {
        files++;
        file.Flush(flushToDisk: !FlushesAtTheEnd);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file.SafeFileHandle, (UnixFileMode)mode);
        }
    });

    /// <summary>Flushes the directories and gives them their modes, the deepest first: a parent may not be writable afterwards.</summary>
    public void FinishDirectories(IEnumerable<ArchiveEntry> deepestFirst)
    {
        foreach (var entry in deepestFirst)
        {
            ArchiveFailures.Translated("finish directory", Full(entry.Path), () =>
            {
                if (!FlushesAtTheEnd)
                {
                    Posix.SyncDirectory(Full(entry.Path));
                }

                SetMode(Full(entry.Path), (UnixFileMode)entry.Mode);
            });
        }

        ArchiveFailures.Translated("finish directory", directory, () =>
        {
            if (FlushesAtTheEnd)
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
