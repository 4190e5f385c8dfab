using System.Runtime.Versioning;
using System.Text;
using TazPod.Vault.Errors;

namespace TazPod.Vault.Files;

/// <summary>An exclusive lock on a file: one holder at a time on this machine, across processes and containers.</summary>
/// <remarks>The kernel releases it when the holder ends, for whatever reason, so the lock never expires and the file is never deleted. (On
/// Linux it is <c>flock</c>. A file system without it, such as some network mounts, gives no exclusion.)</remarks>
internal sealed class ExclusiveFile : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private readonly IDisposable handle;

    private ExclusiveFile(IDisposable handle) => this.handle = handle;

    /// <summary>Takes the lock, waiting at most <paramref name="patience"/> for another holder to release it.</summary>
    /// <returns>The lock, or null if another holder still has it.</returns>
    /// <param name="path">The lock file's real path.</param>
    /// <param name="patience">The longest time to wait.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <exception cref="VaultException">6xxx: the lock file cannot be created or opened; 6008: it is a link.</exception>
    public static async Task<ExclusiveFile?> TryTakeAsync(
        string path, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (TryOpen(path) is { } taken)
            {
                return taken;
            }

            if (time.GetElapsedTime(started) >= patience)
            {
                return null;
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    /// <summary>Writes the name of the lock's holder into a file beside it, for processes that have to wait. The file need not be
    /// durable.</summary>
    /// <param name="path">The file to write. Not the lock file itself, which other processes cannot read while it is held.</param>
    /// <param name="text">The holder, in one line.</param>
    /// <exception cref="VaultException">6xxx: it cannot be written; 6008: it is a link.</exception>
    public static void Sign(string path, string text)
    {
        try
        {
            var full = Path.GetFullPath(path);
            OwnFile.Require(full);
            using var directory = DirectoryHandle.OpenReal(Path.GetDirectoryName(full)!);
            directory.DeleteFile(Path.GetFileName(full));
            using var file = directory.CreateFile(Path.GetFileName(full));
            file.Write(Encoding.UTF8.GetBytes(text));
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            throw FileFailures.Translate(exception, $"cannot write '{path}'");
        }
    }

    /// <summary>Reads the text that <see cref="Sign"/> wrote: one line without control characters; empty if it cannot be read.</summary>
    public static string SignatureAt(string path)
    {
        const int Longest = 4096;
        try
        {
            var text = Encoding.UTF8.GetString(OwnFile.Read(path, Longest) ?? []).Trim();
            return new string([.. text.Select(character => char.IsControl(character) ? '?' : character)]);
        }
        catch (Exception exception) when (exception is VaultException || FileFailures.IsFileFailure(exception))
        {
            return "";
        }
    }

    /// <inheritdoc/>
    public void Dispose() => handle.Dispose();

    private static ExclusiveFile? TryOpen(string path)
    {
        try
        {
            var full = Path.GetFullPath(path);
            OwnFile.Require(full);
            using var directory = PrivateDirectory.OpenReal(Path.GetDirectoryName(full)!);
            return OperatingSystem.IsLinux() ? TryLock(full, (LinuxDirectory)directory) : new ExclusiveFile(OpenAlone(full));
        }
        catch (IOException exception) when (IsHeldElsewhere(exception))
        {
            return null;
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            throw FileFailures.Translate(exception, $"cannot open the lock '{path}'");
        }
    }

    [SupportedOSPlatform("linux")]
    private static ExclusiveFile? TryLock(string path, LinuxDirectory directory)
    {
        var handle = directory.OpenOrCreateFile(Path.GetFileName(path));
        if (handle is null)
        {
            OwnFile.Require(path);
            throw new IOException($"'{path}' is not a file");
        }

        // A run that had created this directory needlessly may have removed it while we waited. Then another lock may exist by now.
        if (Posix.TryLock(handle) && FileFacts.Of(handle).IsSameAs(FileFacts.Of(path)))
        {
            return new ExclusiveFile(handle);
        }

        handle.Dispose();
        return null;
    }

    private static FileStream OpenAlone(string path)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    // EWOULDBLOCK is 35 on macOS; Windows reports ERROR_SHARING_VIOLATION.
    private static bool IsHeldElsewhere(IOException exception) =>
        exception.HResult is 11 or 35 || exception.HResult == unchecked((int)0x80070020);
}
