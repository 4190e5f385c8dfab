using System.Runtime.Versioning;
using System.Text;
using TazPod.Vault.Errors;

namespace TazPod.Vault.Files;

/// <summary>An exclusive handle on a lock file: one holder at a time, on this machine, across processes and containers.</summary>
/// <remarks>The kernel releases it when the holder ends, however it ends; so it is never aged and never deleted.
/// (On Linux it is <c>flock</c>; a file system that has none, some network mounts, gives no exclusion.)</remarks>
public sealed class ExclusiveFile : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private readonly IDisposable handle;

    private ExclusiveFile(IDisposable handle) => this.handle = handle;

    /// <summary>Takes the handle, waiting at most <paramref name="patience"/> for another holder to let go.</summary>
    /// <returns>The handle, or null when somebody else still holds it.</returns>
    /// <param name="path">The lock file's real path.</param>
    /// <param name="patience">How long.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <exception cref="VaultException">6xxx: the lock file cannot be made or opened; 6008 it is a link.</exception>
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

    /// <summary>Says beside a lock, for whoever has to wait, who has it. It need not survive anything.</summary>
    /// <param name="path">The file that says it. It is not the lock file itself, which no other process can read while it is held.</param>
    /// <param name="text">Who, in one line.</param>
    /// <exception cref="VaultException">6xxx: it cannot be written; 6008 it is a link.</exception>
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

    /// <summary>What <see cref="Sign"/> said: one line without control characters; empty when nothing can be read.</summary>
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
            throw new IOException($"'{path}' is no file");
        }

        // A run that had made this place for nothing took it away again while we waited: there may be another lock by now.
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

    // EWOULDBLOCK is 35 on macOS; ERROR_SHARING_VIOLATION on Windows.
    private static bool IsHeldElsewhere(IOException exception) =>
        exception.HResult is 11 or 35 || exception.HResult == unchecked((int)0x80070020);
}
