using TazPod.Vault.Errors;

namespace TazPod.Vault.Files;

/// <summary>A file written beside its destination and renamed over it when it is complete: whole or untouched.</summary>
/// <remarks>Mode 0600 from the first instant, in the destination's own directory (a rename across file systems is not atomic).
/// A destination that is a symbolic link keeps being one: what it points to is replaced.</remarks>
public sealed class StagedFile : IAsyncDisposable, IDisposable
{
    private const string Suffix = ".tazpod-tmp";
    private const int Slice = 4 << 20;
    private readonly string temporary;
    private bool done;

    private StagedFile(string destination, string temporary, FileStream stream)
    {
        Destination = destination;
        this.temporary = temporary;
        Stream = stream;
    }

    /// <summary>The path that will be replaced, links resolved.</summary>
    public string Destination { get; }

    /// <summary>Where to write; readable and seekable too.</summary>
    public FileStream Stream { get; }

    /// <summary>Opens a temporary file beside the destination; its directory is made (0700) when it is missing.</summary>
    /// <exception cref="VaultException">6xxx: the directory cannot be made or written.</exception>
    public static StagedFile Create(string path)
    {
        var destination = ResolveLink(path);
        var directory = Path.GetDirectoryName(destination)!;
        try
        {
            PrivateDirectory.Create(directory);
            var temporary = Path.Combine(directory, $".{Path.GetFileName(destination)}.{Guid.NewGuid():N}{Suffix}");
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

            var stream = new FileStream(temporary, options);
            Posix.TakeOwnerOfParent(temporary);
            return new StagedFile(destination, temporary, stream);
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            throw FileFailures.Translate(exception, $"cannot write in '{directory}'");
        }
    }

    /// <summary>Replaces a whole file with these bytes.</summary>
    /// <remarks>Without await: the system writes into memory, and the first method that is really suspended costs a run more than
    /// that.</remarks>
    /// <exception cref="VaultException">6xxx: nothing was replaced.</exception>
    public static void Replace(string path, ReadOnlySpan<byte> content)
    {
        using var staged = Create(path);
        try
        {
            for (var rest = content; !rest.IsEmpty; rest = rest[Math.Min(Slice, rest.Length)..])
            {
                staged.Stream.Write(rest[..Math.Min(Slice, rest.Length)]);
                staged.StartWriting();
            }
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            throw FileFailures.Translate(exception, $"cannot write '{path}'");
        }

        staged.Commit();
    }

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

    /// <summary>Lets the system begin to put what was written on the disk: <see cref="Commit"/> then waits less.</summary>
    internal void StartWriting()
    {
        if (OperatingSystem.IsLinux())
        {
            Posix.StartWriting(Stream.SafeFileHandle);
        }
    }

    /// <summary>fsync, rename, fsync of the directory. After it returns, the new content survives a power cut.</summary>
    /// <exception cref="VaultException">6xxx: nothing was replaced.</exception>
    public void Commit()
    {
        try
        {
            Stream.Flush(flushToDisk: true);
            Stream.Dispose();
            File.Move(temporary, Destination, overwrite: true);
            done = true;
            Posix.SyncDirectory(Path.GetDirectoryName(Destination)!);
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
        if (!done)
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Removes the temporary file unless it was committed.</summary>
    public async ValueTask DisposeAsync()
    {
        await Stream.DisposeAsync();
        if (!done)
        {
            File.Delete(temporary);
        }
    }

    /// <summary>The path itself, or what it points to when it is a symbolic link.</summary>
    /// <exception cref="VaultException">6xxx: the link cannot be followed.</exception>
    public static string ResolveLink(string path)
    {
        var full = Path.GetFullPath(path);
        try
        {
            return FileFacts.Of(full).Kind == FileKind.Link
                ? new FileInfo(full).ResolveLinkTarget(returnFinalTarget: true)!.FullName
                : full;
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            throw FileFailures.Translate(exception, $"cannot follow '{path}'");
        }
    }
}
