using TazPod.Vault.Errors;

namespace TazPod.Vault.Files;

/// <summary>A file written beside its destination and renamed over it when it is complete: whole or untouched.</summary>
/// <remarks>Mode 0600 from the first instant, under a random name in the destination's own directory, which is held open: what becomes of the
/// directory's name meanwhile does not matter. A rename across file systems would not be atomic, and is never tried.</remarks>
public sealed class StagedFile : IAsyncDisposable, IDisposable
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

    /// <summary>The path that will be replaced, links resolved.</summary>
    public string Destination => Path.Combine(directory.Path, name);

    /// <summary>Where to write; readable and seekable too.</summary>
    public FileStream Stream { get; }

    /// <summary>Opens a temporary file beside the destination; its directory is made (0700) when it is missing.</summary>
    /// <remarks>A destination that is a symbolic link keeps being one: what it points to is replaced. Only for paths that the user
    /// named.</remarks>
    /// <exception cref="VaultException">6xxx: the directory cannot be made or written.</exception>
    public static StagedFile Create(string path) => CreateAt(ResolveLink(path), isReal: false);

    /// <summary>Replaces a whole file with these bytes.</summary>
    /// <remarks>As <see cref="Create(string)"/>. Without await: the system writes into memory, and the first method that is really suspended costs a
    /// run more than that.</remarks>
    /// <exception cref="VaultException">6xxx: nothing was replaced.</exception>
    public static void Replace(string path, ReadOnlySpan<byte> content)
    {
        using var staged = Create(path);
        staged.Fill(content);
    }

    /// <summary>Opens a temporary file beside a file of this tool's own, where a link was put by somebody else.</summary>
    /// <param name="path">Its real path: a directory on the way that has become a link since is refused, too.</param>
    /// <exception cref="VaultException">6008 it is a link or no regular file; 6xxx: the directory cannot be made or written.</exception>
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

    /// <summary>Replaces a file of this tool's own, where a link was put by somebody else.</summary>
    /// <exception cref="VaultException">6008 it is a link or no regular file; 6xxx: nothing was replaced.</exception>
    internal static void ReplaceOwn(string path, ReadOnlySpan<byte> content)
    {
        using var staged = CreateOwn(path);
        staged.Fill(content);
    }

    /// <summary>Replaces a whole file in a directory that is open, whatever has its name now.</summary>
    internal static void Replace(DirectoryHandle directory, string name, ReadOnlySpan<byte> content)
    {
        using var staged = new StagedFile(directory, name, ownsDirectory: false);
        staged.Fill(content);
    }

    /// <summary>Opens a temporary file in a directory that is open; who opened it closes it, afterwards.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    internal static StagedFile Create(DirectoryHandle directory, string name) => new(directory, name, ownsDirectory: false);

    /// <summary>Removes what killed runs left beside a destination. Only for the holder of the lock over that destination, or with a time.</summary>
    /// <param name="path">The destination.</param>
    /// <param name="idle">How long nothing may have been written to it; a run that is alive writes.</param>
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

    /// <summary>Whether a name is that of what a killed run left of writing this file.</summary>
    internal static bool IsLeftover(string name, string file) =>
        name.StartsWith($".{file}.", StringComparison.Ordinal) && name.EndsWith(Suffix, StringComparison.Ordinal);

    /// <summary>Lets the system begin to put what was written on the disk: <see cref="Commit"/> then waits less.</summary>
    internal void StartWriting()
    {
        if (OperatingSystem.IsLinux())
        {
            Posix.StartWriting(Stream.SafeFileHandle);
        }
    }

    /// <summary>fsync, rename, fsync of the directory. After it returns, the new content survives a power cut.</summary>
    /// <exception cref="VaultException">6xxx: nothing was replaced; 6008 somebody else put another file in its place at the same
    /// moment.</exception>
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

    /// <summary>The path itself, or what it points to when it is a symbolic link.</summary>
    /// <exception cref="VaultException">6xxx: the link cannot be followed; 6008 another user made it where every user may write.</exception>
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
