using TazPod.Vault.Errors;

namespace TazPod.Vault.Files;

/// <summary>A file that is written beside its destination and renamed over it when complete. The destination is replaced entirely or not at
/// all.</summary>
/// <remarks>Mode 0600 from the start, under a random name in the destination's own directory. The directory is held open, so it does not
/// matter if it is renamed meanwhile. A rename across file systems would not be atomic, and is never attempted.</remarks>
internal sealed class StagedFile : IAsyncDisposable, IDisposable
{
    private const string Suffix = ".tazpod-tmp";
    private const int Slice = 4 << 20;
    private readonly DirectoryHandle directory;
    private readonly string temporary;
    private readonly string name;
    private readonly bool ownsDirectory;
    private bool done;

    private StagedFile(DirectoryHandle directory, string name, bool ownsDirectory)
    {
        this.directory = directory;
        this.name = name;
        this.ownsDirectory = ownsDirectory;
        temporary = $".{name}.{Guid.NewGuid():N}{Suffix}";
        Stream = directory.CreateFile(temporary);
    }

    /// <summary>The path that will be replaced, with links resolved.</summary>
    public string Destination => Path.Combine(directory.Path, name);

    /// <summary>The stream to write to; also readable and seekable.</summary>
    public FileStream Stream { get; }

    /// <summary>Opens a temporary file beside the destination. The directory is created (0700) if it is missing.</summary>
    /// <remarks>If the destination is a symbolic link, it stays one, and its target is replaced. Only for paths that the user
    /// specified.</remarks>
    /// <exception cref="VaultException">6xxx: the directory cannot be created or written to.</exception>
    public static StagedFile Create(string path) => CreateAt(ResolveLink(path), isReal: false);

    /// <summary>Replaces a whole file with these bytes.</summary>
    /// <remarks>Like <see cref="Create(string)"/>. Synchronous: the system only writes to memory, and the first method that really suspends
    /// costs a run more than that.</remarks>
    /// <exception cref="VaultException">6xxx: nothing was replaced.</exception>
    public static void Replace(string path, ReadOnlySpan<byte> content)
    {
        using var staged = Create(path);
        staged.Fill(content);
    }

    /// <summary>Opens a temporary file beside one of this tool's own files. A link in such a place was put there by someone else.</summary>
    /// <param name="path">Its real path. A parent directory that has become a link since is refused, too.</param>
    /// <exception cref="VaultException">6008: it is a link or not a regular file; 6xxx: the directory cannot be created or written
    /// to.</exception>
    internal static StagedFile CreateOwn(string path)
    {
        try
        {
            OwnFile.Require(path);
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            throw FileFailures.Translate(exception, $"cannot write '{path}'");
        }

        return CreateAt(Path.GetFullPath(path), isReal: true);
    }

    /// <summary>Replaces one of this tool's own files. A link in such a place was put there by someone else.</summary>
    /// <exception cref="VaultException">6008: it is a link or not a regular file; 6xxx: nothing was replaced.</exception>
    internal static void ReplaceOwn(string path, ReadOnlySpan<byte> content)
    {
        using var staged = CreateOwn(path);
        staged.Fill(content);
    }

    /// <summary>Replaces a whole file in an open directory, whatever kind of entry has its name now.</summary>
    internal static void Replace(DirectoryHandle directory, string name, ReadOnlySpan<byte> content)
    {
        using var staged = new StagedFile(directory, name, ownsDirectory: false);
        staged.Fill(content);
    }

    /// <summary>Opens a temporary file in an open directory. The caller closes the directory afterwards.</summary>
    /// <exception cref="IOException">It cannot be created.</exception>
    internal static StagedFile Create(DirectoryHandle directory, string name) => new(directory, name, ownsDirectory: false);

    /// <summary>Removes files that killed runs left beside a destination. Requires the lock over that destination, or an idle
    /// time.</summary>
    /// <param name="path">The destination.</param>
    /// <param name="idle">How long a file must not have been written to; a running process writes.</param>
    public static void Sweep(string path, TimeSpan idle = default)
    {
        var destination = ResolveLink(path);
        var directory = Path.GetDirectoryName(destination)!;
        if (!Directory.Exists(directory))
        {
            return;
        }

        foreach (var leftover in Directory.EnumerateFiles(directory, $".{Path.GetFileName(destination)}.*{Suffix}"))
        {
            if (idle == default || DateTime.UtcNow - File.GetLastWriteTimeUtc(leftover) > idle)
            {
                File.Delete(leftover);
            }
        }
    }

    /// <summary>Whether a name belongs to a file that a killed run left while writing this file.</summary>
    internal static bool IsLeftover(string name, string file) =>
        name.StartsWith($".{file}.", StringComparison.Ordinal) && name.EndsWith(Suffix, StringComparison.Ordinal);

    /// <summary>Lets the system start writing to disk, so that <see cref="Commit"/> waits less.</summary>
    internal void StartWriting()
    {
        if (OperatingSystem.IsLinux())
        {
            Posix.StartWriting(Stream.SafeFileHandle);
        }
    }

    /// <summary>fsync, rename, fsync of the directory. After it returns, the new content survives a power cut.</summary>
    /// <exception cref="VaultException">6xxx: nothing was replaced; 6008: another process replaced the file at the same moment.</exception>
    public void Commit()
    {
        try
        {
            Stream.Flush(flushToDisk: true);
            var written = FileFacts.Of(Stream.SafeFileHandle);
            Stream.Dispose();
            directory.Replace(temporary, name);
            done = true;
            if (!directory.Facts(name).IsSameAs(written))
            {
                throw directory.Replaced(name);
            }

            directory.Sync();
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            throw FileFailures.Translate(exception, $"cannot replace '{Destination}'");
        }
    }

    /// <summary>Removes the temporary file unless it was committed.</summary>
    public void Dispose()
    {
        Stream.Dispose();
        Release();
    }

    /// <summary>Removes the temporary file unless it was committed.</summary>
    public async ValueTask DisposeAsync()
    {
        await Stream.DisposeAsync();
        Release();
    }

    /// <summary>The path itself, or its target if it is a symbolic link.</summary>
    /// <exception cref="VaultException">6xxx: the link cannot be followed; 6008: another user created it in a directory that every user may
    /// write to.</exception>
    public static string ResolveLink(string path)
    {
        var full = Path.GetFullPath(path);
        try
        {
            return FileFacts.Of(full).Kind == FileKind.Link ? RealPath.ToUse(full) : full;
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            throw FileFailures.Translate(exception, $"cannot follow '{path}'");
        }
    }

    private static StagedFile CreateAt(string destination, bool isReal)
    {
        var above = Path.GetDirectoryName(destination)!;
        DirectoryHandle? directory = null;
        try
        {
            directory = isReal ? PrivateDirectory.OpenReal(above) : PrivateDirectory.Open(above);
            return new StagedFile(directory, Path.GetFileName(destination), ownsDirectory: true);
        }
        catch (Exception exception)
        {
            directory?.Dispose();
            if (FileFailures.IsFileFailure(exception))
            {
                throw FileFailures.Translate(exception, $"cannot write in '{above}'");
            }

            throw;
        }
    }

    private void Fill(ReadOnlySpan<byte> content)
    {
        try
        {
            for (var rest = content; !rest.IsEmpty; rest = rest[Math.Min(Slice, rest.Length)..])
            {
                Stream.Write(rest[..Math.Min(Slice, rest.Length)]);
                StartWriting();
            }
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            throw FileFailures.Translate(exception, $"cannot write '{Destination}'");
        }

        Commit();
    }

    private void Release()
    {
        if (!done)
        {
            done = true;
            directory.DeleteFile(temporary);
        }

        if (ownsDirectory)
        {
            directory.Dispose();
        }
    }
}
