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

    /// <summary>The copy that <see cref="VaultSettings.Copy"/> names -> vault file and latest, when
    /// <see cref="VaultSettings.Yes"/> or a person says so.</summary>
    public Task<RestoreResult> RestoreAsync(CancellationToken cancellationToken = default) =>
        WriteAsync("RestoreVault", session => new RestoreVerb(session).RunAsync(cancellationToken), cancellationToken);

    /// <summary>This copy -> vault file and latest, without asking anybody: a pipeline's way back.</summary>
    public Task<RestoreResult> RestoreAsync(CopySelector copy, CancellationToken cancellationToken = default) =>
        new VaultService(settings with { Copy = copy, Yes = true }, options).RestoreAsync(cancellationToken);

    /// <summary>The same secrets under a new passphrase: vault file, latest, and with <see cref="VaultSettings.WithHistory"/> the
    /// copies.</summary>
    public Task<RekeyResult> RekeyAsync(CancellationToken cancellationToken = default) =>
        WriteAsync("RekeyVault", session => new RekeyVerb(session).RunAsync(cancellationToken), cancellationToken, needsVault: true);

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

    /// <summary>Proves that latest and the copies can be restored. What it found, bad or good, is the result; see
    /// <see cref="VerbResult.Failure"/>.</summary>
    public Task<VerifyResult> VerifyAsync(CancellationToken cancellationToken = default) =>
        ReadAsync(session => new VerifyVerb(session).RunAsync(cancellationToken));

    /// <summary>What differs between <see cref="VaultSettings.From"/> and <see cref="VaultSettings.To"/>, by name.</summary>
    public Task<DiffResult> DiffAsync(CancellationToken cancellationToken = default) =>
        ReadAsync(session => new DiffVerb(session).RunAsync(cancellationToken));

    /// <summary>Keeps a copy, or what stands at latest, where no prune looks.</summary>
    public Task<PinResult> PinAsync(CancellationToken cancellationToken = default) =>
        ReadAsync(session => new PinVerb(session).RunAsync(cancellationToken));

    /// <summary>Makes a pinned copy an ordinary one again.</summary>
    public Task<UnpinResult> UnpinAsync(CancellationToken cancellationToken = default) =>
        ReadAsync(session => new UnpinVerb(session).RunAsync(cancellationToken));

    /// <summary>Local, remote, who is ahead.</summary>
    public Task<StatusResult> StatusAsync(CancellationToken cancellationToken = default) =>
        ReadAsync(session => new StatusVerb(session).RunAsync(cancellationToken));

    /// <summary>Runs <see cref="VaultSettings.Exec"/> with the variables of <see cref="VaultSettings.EnvironmentFile"/>; see
    /// <see cref="VerbResult.Failure"/> for a command that failed. Cancelled, it asks the command to end and waits.</summary>
    public Task<RunResult> RunWithVaultAsync(CancellationToken cancellationToken = default) =>
        ReadAsync(session => new RunVerb(session).RunAsync(cancellationToken));

    /// <summary>Opens the vault that <see cref="VaultSettings.From"/> names, in memory; the caller disposes it.</summary>
    public async Task<OpenedVault> OpenAsync(CancellationToken cancellationToken = default)
    {
        using var session = new VaultSession(settings, options);
        return await new VaultSource(session).OpenAsync(cancellationToken);
    }

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

    // Nothing here is written, so nobody has to wait.
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
