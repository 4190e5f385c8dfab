using TazPod.Vault.Errors;

namespace TazPod.Vault.Files;

/// <summary>An exclusive handle on a lock file: one holder at a time, on this machine, across processes and containers.</summary>
/// <remarks>The kernel releases it when the holder ends, however it ends; so it is never aged and never deleted.
/// (On Linux it is <c>flock</c>; a file system that has none, some network mounts, gives no exclusion.)</remarks>
public sealed class ExclusiveFile : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private readonly FileStream handle;

    private ExclusiveFile(FileStream handle) => this.handle = handle;

    /// <summary>Takes the handle, waiting at most <paramref name="patience"/> for another holder to let go.</summary>
    /// <returns>The handle, or null when somebody else still holds it.</returns>
    /// <exception cref="VaultException">6xxx: the lock file cannot be made or opened.</exception>
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

    /// <inheritdoc/>
    public void Dispose() => handle.Dispose();

    private static ExclusiveFile? TryOpen(string path)
    {
        try
        {
            PrivateDirectory.Create(Path.GetDirectoryName(Path.GetFullPath(path))!);
            var isNew = !File.Exists(path);
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

            var handle = new FileStream(path, options);
            if (isNew)
            {
                Posix.TakeOwnerOfParent(path);
            }

            if (IsAt(path, handle))
            {
                return new ExclusiveFile(handle);
            }

            // A run that had made this place for nothing took it away again while we waited: there may be another lock by now.
            handle.Dispose();
            return null;
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

    private static bool IsAt(string path, FileStream handle) =>
        !OperatingSystem.IsLinux() || FileFacts.Of(handle.SafeFileHandle).Inode == FileFacts.Of(path).Inode;

    // EWOULDBLOCK is 11 on Linux and 35 on macOS; ERROR_SHARING_VIOLATION on Windows.
    private static bool IsHeldElsewhere(IOException exception) =>
        exception.HResult is 11 or 35 || exception.HResult == unchecked((int)0x80070020);
}
