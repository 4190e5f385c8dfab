using TazPod.Vault.Errors;
using TazPod.Vault.Files;

namespace TazPod.Vault.Storage;

/// <summary>The one writer of a bucket directory.</summary>
internal static class DirectoryLock
{
    /// <summary>Takes the lock, then removes what killed writers left: all writers stage under this lock, so no temporary file is alive.</summary>
    /// <exception cref="VaultException"><see cref="VaultErrors.StoreFailed"/>: somebody else keeps it; 6xxx: it cannot be opened.</exception>
    public static async Task<ExclusiveFile> TakeAsync(string bucketPath, TimeSpan patience, CancellationToken cancellationToken)
    {
        var holderPath = Path.Combine(bucketPath, ".lock-holder");

        // Another process is waited for in real time, whatever clock the store tells.
        var held = await ExclusiveFile.TryTakeAsync(Path.Combine(bucketPath, ".lock"), patience, TimeProvider.System, cancellationToken)
            ?? throw VaultErrors.StoreFailed.With(
                $"cannot write in '{bucketPath}': another writer kept its lock for more than {patience.TotalSeconds:0.#} s ({Holder(holderPath)})",
                "Wait for that process to end and run the same step again; the lock needs no clean-up.");
        try
        {
            SignHolder(holderPath);
            Sweep(bucketPath);
            return held;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    private static string Holder(string path)
    {
        try
        {
            return File.ReadLines(path).FirstOrDefault() is { Length: > 0 } text ? text : "holder unknown";
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            return "holder unknown";
        }
    }

    private static void SignHolder(string path)
    {
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.ReadWrite };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using var writer = new StreamWriter(path, options);
            writer.Write($"process {Environment.ProcessId} on {Environment.MachineName} since {DateTimeOffset.UtcNow:yyyy-MM-ddTHH:mm:ssZ}");
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            // It only serves another's message; and a deletion must go on when the file system is full.
        }
    }

    private static void Sweep(string bucketPath)
    {
        var everything = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        foreach (var leftover in Directory.EnumerateFiles(bucketPath, ".*.tazpod-tmp", everything))
        {
            File.Delete(leftover);
        }
    }
}
