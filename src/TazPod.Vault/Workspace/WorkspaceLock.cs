using System.Globalization;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;

namespace TazPod.Vault.Workspace;

/// <summary>Allows one writing verb at a time, with an exclusive lock on <c>.lock</c> beside the vault file.</summary>
internal sealed class WorkspaceLock : IDisposable
{
    // Long enough for the previous verb in the same pipeline to finish, short enough not to look stuck.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private readonly VaultLocation location;
    private readonly ExclusiveFile handle;
    private readonly List<string> created;

    private WorkspaceLock(VaultLocation location, ExclusiveFile handle, List<string> created)
    {
        this.location = location;
        this.handle = handle;
        this.created = created;
    }

    /// <summary>Takes the lock, or reports its holder.</summary>
    /// <param name="location">The workspace.</param>
    /// <param name="verb">The verb's name, for processes that wait.</param>
    /// <param name="holder">The user and host, for processes that wait.</param>
    /// <param name="time">The clock.</param>
    /// <param name="wait">Called when another process holds the lock. What it returns is disposed when the wait is over.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="VaultException">4005: another process still holds it after a moment; 6xxx: the lock cannot be created.</exception>
    public static async Task<WorkspaceLock> TakeAsync(
        VaultLocation location, string verb, string holder, TimeProvider time, Func<IAsyncDisposable> wait, CancellationToken cancellationToken)
    {
        var created = new List<string>();
        Make(location, created);
        RequireOwnFiles(location);
        var handle = await WaitAsync(location, time, wait, cancellationToken)
            ?? throw VaultErrors.WorkspaceBusy.With(
                $"another process is working on '{location.File}'{Holder(location)}",
                "Wait until it has finished and run the same step again.");
        try
        {
            StagedFile.Sweep(location.File);
            StagedFile.Sweep(location.SyncState);
            StagedFile.Sweep(location.Sidecar);
            var since = time.GetUtcNow().ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            ExclusiveFile.Sign(HolderFile(location), $"{verb} by {holder}, process {Environment.ProcessId}, since {since}\n");
            return new WorkspaceLock(location, handle, created);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Removes files that the lock created if the verb achieved nothing: a verb that failed leaves no workspace behind.</summary>
    /// <remarks>Only a directory that this run created, and only if it contains nothing else. Otherwise the lock file stays
    /// forever.</remarks>
    public void Abandon()
    {
        string[] ours = [location.Lock, HolderFile(location)];
        if (created.Count == 0 || OperatingSystem.IsWindows() || Directory.EnumerateFileSystemEntries(location.Directory).Except(ours).Any())
        {
            return;
        }

        foreach (var file in ours)
        {
            File.Delete(file);
        }

        PrivateDirectory.Remove(created);
    }

    /// <inheritdoc/>
    public void Dispose() => handle.Dispose();

    // One holder after another means that the queue is moving. Only a holder that stays is not waited for any longer.
    private static async Task<ExclusiveFile?> WaitAsync(
        VaultLocation location, TimeProvider time, Func<IAsyncDisposable> wait, CancellationToken cancellationToken)
    {
        if (await ExclusiveFile.TryTakeAsync(location.Lock, TimeSpan.Zero, time, cancellationToken) is { } free)
        {
            return free;
        }

        await using var waiting = wait();
        while (true)
        {
            var holder = FileFacts.Of(HolderFile(location));
            if (await ExclusiveFile.TryTakeAsync(location.Lock, Patience, time, cancellationToken) is { } taken)
            {
                return taken;
            }

            if (FileFacts.Of(HolderFile(location)) == holder)
            {
                return null;
            }
        }
    }

    private static void Make(VaultLocation location, List<string> created)
    {
        try
        {
            PrivateDirectory.OpenReal(location.Directory, created).Dispose();
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            PrivateDirectory.Remove(created);
            throw FileFailures.Translate(exception, $"cannot create '{location.Directory}'");
        }
    }

    // Checked before anything is deleted or written: a link would redirect that to another place.
    private static void RequireOwnFiles(VaultLocation location)
    {
        foreach (var file in new[] { location.Lock, HolderFile(location), location.SyncState, location.Sidecar })
        {
            OwnFile.Require(file);
        }
    }

    private static string Holder(VaultLocation location) =>
        ExclusiveFile.SignatureAt(HolderFile(location)) is { Length: > 0 } holder ? $": {holder}" : "";

    // Beside the lock and not in it: while the lock is held, other processes cannot read the lock file itself.
    private static string HolderFile(VaultLocation location) => location.Lock + ".holder";
}
