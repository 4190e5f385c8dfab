using TazPod.Vault.Errors;
using TazPod.Vault.Files;

namespace TazPod.Vault.Storage;

/// <summary>The one writer of a bucket directory, among all processes.</summary>
/// <param name="bucketPath">The directory; it exists.</param>
/// <param name="patience">How long to wait for writers in other processes.</param>
internal sealed class DirectoryLock(string bucketPath, TimeSpan patience) : IDisposable
{
    private readonly Lazy<string> place = new(() => RealPath.ToUse(bucketPath));

    // The lock file is polled, which is not fair: writers of this store queue up here, or the quickest would starve the others.
    private readonly SemaphoreSlim queue = new(1);
    private bool hasSwept;

    /// <summary>Takes the lock, then, the first time, removes what killed writers left: all writers stage under this lock, so no temporary file is alive.</summary>
    /// <returns>The lock, to be disposed.</returns>
    /// <exception cref="VaultException"><see cref="VaultErrors.StoreFailed"/>: others keep it; 6xxx: it cannot be opened.</exception>
    public async Task<IDisposable> TakeAsync(CancellationToken cancellationToken)
    {
        await queue.WaitAsync(cancellationToken);
        ExclusiveFile? file = null;
        try
        {
            // Another process is waited for in real time, whatever clock the store tells.
            file = await ExclusiveFile.TryTakeAsync(Path.Combine(place.Value, ".lock"), patience, TimeProvider.System, cancellationToken)
                ?? throw VaultErrors.StoreFailed.With(
                    $"cannot write in '{bucketPath}': its lock was not free within {patience.TotalSeconds:0.#} s ({Holder()} has it)",
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
            // It only serves another's message; and a deletion must go on when the file system is full.
        }
    }

    // Once a store: a bucket of ten thousand copies is not walked for every write, and the next process sweeps again.
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
