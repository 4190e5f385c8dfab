using TazPod.Vault.Errors;
using TazPod.Vault.Files;

namespace TazPod.Vault.Storage;

/// <summary>Allows one writer at a time, among all processes, in a bucket directory.</summary>
/// <param name="bucketPath">The directory, which must exist.</param>
/// <param name="patience">How long to wait for writers in other processes.</param>
internal sealed class DirectoryLock(string bucketPath, TimeSpan patience) : IDisposable
{
    private readonly Lazy<string> place = new(() => RealPath.ToUse(bucketPath));

    // The lock file is polled, which is not fair. So writers of this store queue up here; otherwise the quickest would starve the others.
    private readonly SemaphoreSlim queue = new(1);
    private bool hasSwept;

    /// <summary>Takes the lock. The first time, also removes files that killed writers left: all writers stage under this lock, so none of
    /// those files is in use.</summary>
    /// <returns>The lock. The caller disposes it.</returns>
    /// <exception cref="VaultException"><see cref="VaultErrors.StoreFailed"/>: other processes keep holding it; 6xxx: it cannot be
    /// opened.</exception>
    public async Task<IDisposable> TakeAsync(CancellationToken cancellationToken)
    {
        await queue.WaitAsync(cancellationToken).ConfigureAwait(false);
        ExclusiveFile? file = null;
        try
        {
            // Waiting for another process uses real time, whatever clock the store has.
            file = await ExclusiveFile.TryTakeAsync(Path.Combine(place.Value, ".lock"), patience, TimeProvider.System, cancellationToken).ConfigureAwait(false)
                ?? throw VaultErrors.StoreFailed.With(
                    $"cannot write to '{bucketPath}': its lock was not free within {patience.TotalSeconds:0.#} s (held by {Holder()})",
                    "Wait for that process to end and run the same step again; the lock needs no clean-up.");
            SignHolder();
            SweepOnce();
            return new Held(file, queue);
        }
        catch
        {
            file?.Dispose();
            queue.Release();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => queue.Dispose();

    private string HolderPath => Path.Combine(place.Value, ".lock-holder");

    private string Holder() => ExclusiveFile.SignatureAt(HolderPath) is { Length: > 0 } text ? text : "another process";

    private void SignHolder()
    {
        try
        {
            ExclusiveFile.Sign(
                HolderPath, $"process {Environment.ProcessId} on {Environment.MachineName} since {DateTimeOffset.UtcNow:yyyy-MM-ddTHH:mm:ssZ}");
        }
        catch (VaultException failure) when (failure.Error.ExitCode == ExitCode.FileSystem)
        {
            // The file only serves other processes' messages, and a deletion must continue even if the file system is full.
        }
    }

    // Once per store: a bucket of ten thousand copies is not scanned for every write, and the next process sweeps again.
    private void SweepOnce()
    {
        if (hasSwept)
        {
            return;
        }

        hasSwept = true;
        var everything = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        foreach (var leftover in Directory.EnumerateFiles(bucketPath, ".*.tazpod-tmp", everything))
        {
            File.Delete(leftover);
        }
    }

    private sealed class Held(ExclusiveFile file, SemaphoreSlim queue) : IDisposable
    {
        public void Dispose()
        {
            file.Dispose();
            queue.Release();
        }
    }
}
