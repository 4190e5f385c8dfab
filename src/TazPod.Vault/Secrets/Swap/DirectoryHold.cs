using Microsoft.Win32.SafeHandles;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;

namespace TazPod.Vault.Secrets.Swap;

/// <summary>An exclusive lock on a secrets directory: two workspaces of one user can share it, and their own locks do not cover
/// it.</summary>
/// <remarks>Held on the parent directory (where trees are staged and swapped) and on the directory itself.</remarks>
internal sealed class DirectoryHold : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private readonly List<SafeFileHandle> handles;

    private DirectoryHold(List<SafeFileHandle> handles) => this.handles = handles;

    /// <summary>Takes the lock, waiting a moment for another holder.</summary>
    /// <exception cref="VaultException">4005: another process holds it.</exception>
    public static async Task<DirectoryHold> TakeAsync(string directory, TimeProvider time, CancellationToken cancellationToken)
    {
        var held = new DirectoryHold([]);
        try
        {
            foreach (var path in new[] { NearestAbove(directory), directory })
            {
                await held.TakeOneAsync(path, directory, time, cancellationToken);
            }

            return held;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => handles.ForEach(handle => handle.Dispose());

    private static string NearestAbove(string directory)
    {
        var above = Path.GetDirectoryName(directory) ?? directory;
        while (!Directory.Exists(above) && Path.GetDirectoryName(above) is { } next)
        {
            above = next;
        }

        return above;
    }

    private async Task TakeOneAsync(string path, string directory, TimeProvider time, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (FileFacts.Of(path).Kind == FileKind.Directory)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (TryTake(path) is { } handle)
            {
                handles.Add(handle);
                return;
            }

            if (time.GetElapsedTime(started) >= Patience)
            {
                throw VaultErrors.WorkspaceBusy.With(
                    $"another process is saving, unlocking or locking '{directory}'",
                    "Wait until it has finished and run the same step again.");
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    // A directory that cannot be opened for reading cannot be locked. Code that needs to read it will report that more clearly.
    private static SafeFileHandle? TryTake(string path)
    {
        try
        {
            return Posix.TryHoldDirectory(path);
        }
        catch (IOException)
        {
            return new SafeFileHandle(-1, ownsHandle: false);
        }
    }
}
