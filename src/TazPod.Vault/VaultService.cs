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
        WriteAsync("SetupStorage", (session, cancel) => new SetupVerb(session).RunAsync(cancel), cancellationToken, makesWorkspace: false);

    /// <summary>Secrets directory -> vault file.</summary>
    public Task<SaveResult> SaveAsync(CancellationToken cancellationToken = default) =>
        WriteAsync("SaveVault", (session, cancel) => new SaveVerb(session).RunAsync(cancel), cancellationToken);

    /// <summary>Vault file -> latest and its history copy, then retention.</summary>
    public Task<PushResult> PushAsync(CancellationToken cancellationToken = default) =>
        WriteAsync("PushVault", (session, cancel) => new PushVerb(session).RunAsync(cancel), cancellationToken, needsVault: true);

    /// <summary>Latest, or the copy that <see cref="VaultSettings.Copy"/> names, -> vault file.</summary>
    public Task<PullResult> PullAsync(CancellationToken cancellationToken = default) =>
        WriteAsync("PullVault", (session, cancel) => new PullVerb(session).RunAsync(cancel), cancellationToken);

    /// <summary>Vault file -> secrets directory.</summary>
    public Task<UnlockResult> UnlockAsync(CancellationToken cancellationToken = default) =>
        WriteAsync("UnlockVault", (session, cancel) => new UnlockVerb(session).RunAsync(cancel), cancellationToken, needsVault: true);

    /// <summary>Removes the secrets directory when the vault can bring it back.</summary>
    public Task<LockResult> LockAsync(CancellationToken cancellationToken = default) =>
        WriteAsync("LockVault", (session, cancel) => new LockVerb(session).RunAsync(cancel), cancellationToken);

    /// <summary>A pull, then an unlock, under one lock: the step before a container starts.</summary>
    public Task<BootstrapResult> BootstrapAsync(CancellationToken cancellationToken = default) =>
        WriteAsync(
            "Bootstrap",
            async (session, cancel) => new BootstrapResult(
                await new PullVerb(session).RunAsync(cancel),
                await new UnlockVerb(session).RunAsync(cancel)),
            cancellationToken);

    /// <summary>The history copies, newest first.</summary>
    public Task<HistoryResult> ListHistoryAsync(CancellationToken cancellationToken = default) =>
        RunAsync("ListHistory", (session, cancel) => new HistoryVerb(session).RunAsync(cancel), cancellationToken);

    /// <summary>Retention alone; with <see cref="VaultSettings.Plan"/> only what it would do.</summary>
    public Task<PruneResult> PruneHistoryAsync(CancellationToken cancellationToken = default) =>
        RunAsync("PruneHistory", (session, cancel) => new PruneVerb(session).RunAsync(cancel), cancellationToken);

    /// <summary>Local, remote, who is ahead.</summary>
    public Task<StatusResult> StatusAsync(CancellationToken cancellationToken = default) =>
        RunAsync("VaultStatus", (session, cancel) => new StatusVerb(session).RunAsync(cancel), cancellationToken);

    /// <summary><see cref="VaultSettings.SnapshotFile"/> -> the next generation of a lineage.</summary>
    public Task<PushSnapshotResult> PushSnapshotAsync(CancellationToken cancellationToken = default) =>
        RunAsync("PushSnapshot", (session, cancel) => new PushSnapshotVerb(session).RunAsync(cancel), cancellationToken);

    /// <summary>A generation of a lineage -> <see cref="VaultSettings.SnapshotFile"/>, whole and verified or not at all.</summary>
    public Task<PullSnapshotResult> PullSnapshotAsync(CancellationToken cancellationToken = default) =>
        RunAsync("PullSnapshot", (session, cancel) => new PullSnapshotVerb(session).RunAsync(cancel), cancellationToken);

    /// <summary>What a restore from a lineage would meet.</summary>
    public Task<LineageStatusResult> LineageStatusAsync(CancellationToken cancellationToken = default) =>
        RunAsync("LineageStatus", (session, cancel) => new LineageStatusVerb(session).RunAsync(cancel), cancellationToken);

    private async Task<T> WriteAsync<T>(
        string verb,
        Func<VaultSession, CancellationToken, Task<T>> run,
        CancellationToken cancellationToken,
        bool needsVault = false,
        bool makesWorkspace = true)
        where T : VerbResult
    {
        if (settings.Plan)
        {
            throw VaultErrors.ContradictingSettings.With(
                $"{verb} has no plan to show: plan is for PruneHistory; nothing was done", "Leave plan out.");
        }

        return await RunAsync(verb, HeldAsync, cancellationToken);

        async Task<T> HeldAsync(VaultSession session, CancellationToken cancel)
        {
            if (needsVault)
            {
                // Before the lock: a verb that can do nothing here leaves no trace here.
                session.RequireVaultFile();
            }

            if (!makesWorkspace && !session.IsInWorkspace)
            {
                return await run(session, cancel);
            }

            using var held = await WorkspaceLock.TakeAsync(session.Location, verb, options.Provenance.By, options.Time, cancel);
            try
            {
                session.Reload();
                return await run(session, cancel);
            }
            catch
            {
                held.Abandon();
                throw;
            }
        }
    }

    private async Task<T> RunAsync<T>(
        string verb, Func<VaultSession, CancellationToken, Task<T>> run, CancellationToken cancellationToken)
        where T : VerbResult
    {
        using var session = new VaultSession(settings, options);
        using var limit = new CancellationTokenSource(settings.Timeout, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            var result = await run(session, either.Token);
            return result with { Notices = [.. session.Notices] };
        }
        catch (VaultException failure)
        {
            failure.Notices = [.. session.Notices];
            throw;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            var failure = VaultErrors.TimedOut.With(
                $"{verb} was stopped: it took longer than {settings.Timeout.TotalSeconds:0.###} s, the timeout of a whole task",
                "Nothing is half done: run the same step again; a slow network may need a larger vault.timeout.");
            failure.Notices = [.. session.Notices];
            throw failure;
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            var failure = FileFailures.Translate(exception, "a file operation failed");
            failure.Notices = [.. session.Notices];
            throw failure;
        }
    }
}
