using TazPod.Vault.Errors;
using TazPod.Vault.Files;
using TazPod.Vault.Results;
using TazPod.Vault.Settings;
using TazPod.Vault.Verbs;
using TazPod.Vault.Workspace;

namespace TazPod.Vault;

/// <summary>The verbs, one method each. Every door builds settings, calls one of these and prints what it returns.</summary>
/// <remarks>
/// All expected failures are a <see cref="VaultException"/>; cancellation is an <see cref="OperationCanceledException"/>. Verbs that
/// write hold the workspace's lock (<see cref="VaultErrors.WorkspaceBusy"/> when another process has it). An instance may run any
/// number of verbs, one after another.
/// </remarks>
public sealed class VaultService
{
    private readonly VaultSettings settings;
    private readonly VaultServiceOptions options;

    /// <summary>A service for these settings.</summary>
    public VaultService(VaultSettings settings, VaultServiceOptions options)
    {
        this.settings = settings;
        this.options = options;
    }

    /// <summary>Makes the bucket ready, idempotently, and probes what the store honours.</summary>
    public Task<SetupResult> SetupStorageAsync(CancellationToken cancellationToken = default) =>
        WriteAsync("SetupStorage", session => new SetupVerb(session).RunAsync(cancellationToken), cancellationToken);

    /// <summary>Secrets directory -> vault file.</summary>
    public Task<SaveResult> SaveAsync(CancellationToken cancellationToken = default) =>
        WriteAsync("SaveVault", session => new SaveVerb(session).RunAsync(cancellationToken), cancellationToken);

    /// <summary>Vault file -> latest and its history copy, then retention.</summary>
    public Task<PushResult> PushAsync(CancellationToken cancellationToken = default) =>
        WriteAsync("PushVault", session => new PushVerb(session).RunAsync(cancellationToken), cancellationToken, needsVault: true);

    /// <summary>Latest, or the copy that <see cref="VaultSettings.Copy"/> names, -> vault file.</summary>
    public Task<PullResult> PullAsync(CancellationToken cancellationToken = default) =>
        WriteAsync("PullVault", session => new PullVerb(session).RunAsync(cancellationToken), cancellationToken);

    /// <summary>Vault file -> secrets directory.</summary>
    public Task<UnlockResult> UnlockAsync(CancellationToken cancellationToken = default) =>
        WriteAsync("UnlockVault", session => new UnlockVerb(session).RunAsync(cancellationToken), cancellationToken, needsVault: true);

    /// <summary>Removes the secrets directory when the vault can bring it back.</summary>
    public Task<LockResult> LockAsync(CancellationToken cancellationToken = default) =>
        WriteAsync("LockVault", session => new LockVerb(session).RunAsync(cancellationToken), cancellationToken);

    /// <summary>A pull, then an unlock, under one lock: the step before a container starts.</summary>
    public Task<BootstrapResult> BootstrapAsync(CancellationToken cancellationToken = default) =>
        WriteAsync(
            "Bootstrap",
            async session => new BootstrapResult(
                await new PullVerb(session).RunAsync(cancellationToken),
                await new UnlockVerb(session).RunAsync(cancellationToken)),
            cancellationToken);

    /// <summary>The history copies, newest first.</summary>
    public Task<HistoryResult> ListHistoryAsync(CancellationToken cancellationToken = default) =>
        ReadAsync(session => new HistoryVerb(session).RunAsync(cancellationToken));

    /// <summary>Retention alone; with <see cref="VaultSettings.Plan"/> only what it would do.</summary>
    public Task<PruneResult> PruneHistoryAsync(CancellationToken cancellationToken = default) =>
        ReadAsync(session => new PruneVerb(session).RunAsync(cancellationToken));

    /// <summary>Local, remote, who is ahead.</summary>
    public Task<StatusResult> StatusAsync(CancellationToken cancellationToken = default) =>
        ReadAsync(session => new StatusVerb(session).RunAsync(cancellationToken));

    /// <summary><see cref="VaultSettings.SnapshotFile"/> -> the next generation of a lineage.</summary>
    public Task<PushSnapshotResult> PushSnapshotAsync(CancellationToken cancellationToken = default) =>
        ReadAsync(session => new PushSnapshotVerb(session).RunAsync(cancellationToken));

    /// <summary>A generation of a lineage -> <see cref="VaultSettings.SnapshotFile"/>, whole and verified or not at all.</summary>
    public Task<PullSnapshotResult> PullSnapshotAsync(CancellationToken cancellationToken = default) =>
        ReadAsync(session => new PullSnapshotVerb(session).RunAsync(cancellationToken));

    /// <summary>What a restore from a lineage would meet.</summary>
    public Task<LineageStatusResult> LineageStatusAsync(CancellationToken cancellationToken = default) =>
        ReadAsync(session => new LineageStatusVerb(session).RunAsync(cancellationToken));

    private async Task<T> WriteAsync<T>(
        string verb, Func<VaultSession, Task<T>> run, CancellationToken cancellationToken, bool needsVault = false)
        where T : VerbResult
    {
        using var session = new VaultSession(settings, options);
        return await RunAsync(session, async () =>
        {
            if (needsVault)
            {
                // Before the lock: a verb that can do nothing here leaves no trace here.
                session.RequireVaultFile();
            }

            using var held = await WorkspaceLock.TakeAsync(
                session.Location, verb, options.Provenance.By, options.Time, cancellationToken);
            session.Reload();
            return await run(session);
        });
    }

    // Neither the vault file nor anything beside it is written, so nobody has to wait.
    private async Task<T> ReadAsync<T>(Func<VaultSession, Task<T>> run)
        where T : VerbResult
    {
        using var session = new VaultSession(settings, options);
        return await RunAsync(session, () => run(session));
    }

    private static async Task<T> RunAsync<T>(VaultSession session, Func<Task<T>> run)
        where T : VerbResult
    {
        try
        {
            var result = await run();
            return result with { Notices = [.. session.Notices] };
        }
        catch (VaultException failure)
        {
            failure.Notices = [.. session.Notices];
            throw;
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            var failure = FileFailures.Translate(exception, "a file operation failed");
            failure.Notices = [.. session.Notices];
            throw failure;
        }
    }
}
