using TazPod.Vault.Errors;
using TazPod.Vault.Files;
using TazPod.Vault.Hosting;
using TazPod.Vault.Opening;
using TazPod.Vault.Results;
using TazPod.Vault.Session;
using TazPod.Vault.Settings;
using TazPod.Vault.Verbs;

namespace TazPod.Vault;

/// <summary>The verbs, one method each. Every door builds settings, calls one of these and prints what it returns.</summary>
/// <remarks>
/// All expected failures are a <see cref="VaultException"/>; cancellation is an <see cref="OperationCanceledException"/>. Verbs that
/// write hold the workspace's lock (<see cref="VaultErrors.WorkspaceBusy"/> when another process has it). An instance may run any
/// number of verbs, one after another. Work on this machine is done on the caller's thread, and only a store is awaited: who must not be
/// held up runs a verb in <see cref="Task.Run(Func{Task})"/>.
/// </remarks>
public sealed class VaultService : IVerbRunner
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
        RunAsync(VaultVerbs.Setup, cancellationToken);

    /// <summary>Secrets directory -> vault file.</summary>
    public Task<SaveResult> SaveAsync(CancellationToken cancellationToken = default) =>
        RunAsync(VaultVerbs.Save, cancellationToken);

    /// <summary>Vault file -> latest and its history copy, then retention.</summary>
    public Task<PushResult> PushAsync(CancellationToken cancellationToken = default) =>
        RunAsync(VaultVerbs.Push, cancellationToken);

    /// <summary>Latest, or the copy that <see cref="VaultSettings.Copy"/> names, -> vault file.</summary>
    public Task<PullResult> PullAsync(CancellationToken cancellationToken = default) =>
        RunAsync(VaultVerbs.Pull, cancellationToken);

    /// <summary>The copy that <see cref="VaultSettings.Copy"/> names -> vault file and latest, when
    /// <see cref="VaultSettings.Yes"/> or a person says so.</summary>
    public Task<RestoreResult> RestoreAsync(CancellationToken cancellationToken = default) =>
        RunAsync(VaultVerbs.Restore, cancellationToken);

    /// <summary>This copy -> vault file and latest, without asking anybody: a pipeline's way back.</summary>
    public Task<RestoreResult> RestoreAsync(CopySelector copy, CancellationToken cancellationToken = default) =>
        new VaultService(settings with { Copy = copy, Yes = true }, options).RestoreAsync(cancellationToken);

    /// <summary>The same secrets under a new passphrase: vault file, latest, and with <see cref="VaultSettings.WithHistory"/> the
    /// copies.</summary>
    public Task<RekeyResult> RekeyAsync(CancellationToken cancellationToken = default) =>
        RunAsync(VaultVerbs.Rekey, cancellationToken);

    /// <summary>Vault file -> secrets directory.</summary>
    public Task<UnlockResult> UnlockAsync(CancellationToken cancellationToken = default) =>
        RunAsync(VaultVerbs.Unlock, cancellationToken);

    /// <summary>Removes the secrets directory when the vault can bring it back.</summary>
    public Task<LockResult> LockAsync(CancellationToken cancellationToken = default) =>
        RunAsync(VaultVerbs.Lock, cancellationToken);

    /// <summary>A pull, then an unlock, under one lock: the step before a container starts.</summary>
    public Task<BootstrapResult> BootstrapAsync(CancellationToken cancellationToken = default) =>
        RunAsync(VaultVerbs.Bootstrap, cancellationToken);

    /// <summary>The history copies, newest first.</summary>
    public Task<HistoryResult> ListHistoryAsync(CancellationToken cancellationToken = default) =>
        RunAsync(VaultVerbs.History, cancellationToken);

    /// <summary>Retention alone; with <see cref="VaultSettings.Plan"/> only what it would do.</summary>
    public Task<PruneResult> PruneHistoryAsync(CancellationToken cancellationToken = default) =>
        RunAsync(VaultVerbs.Prune, cancellationToken);

    /// <summary>Proves that latest and the copies can be restored. What it found, bad or good, is the result; see
    /// <see cref="VerbResult.Failure"/>.</summary>
    public Task<VerifyResult> VerifyAsync(CancellationToken cancellationToken = default) =>
        RunAsync(VaultVerbs.Verify, cancellationToken);

    /// <summary>What differs between <see cref="VaultSettings.From"/> and <see cref="VaultSettings.To"/>, by name.</summary>
    public Task<DiffResult> DiffAsync(CancellationToken cancellationToken = default) =>
        RunAsync(VaultVerbs.Diff, cancellationToken);

    /// <summary>Keeps a copy, or what is at latest, where no prune looks.</summary>
    public Task<PinResult> PinAsync(CancellationToken cancellationToken = default) =>
        RunAsync(VaultVerbs.Pin, cancellationToken);

    /// <summary>Makes a pinned copy an ordinary one again.</summary>
    public Task<UnpinResult> UnpinAsync(CancellationToken cancellationToken = default) =>
        RunAsync(VaultVerbs.Unpin, cancellationToken);

    /// <summary>Local, remote, who is ahead.</summary>
    public Task<StatusResult> StatusAsync(CancellationToken cancellationToken = default) =>
        RunAsync(VaultVerbs.Status, cancellationToken);

    /// <summary>Everything that a push and a pull depend on; see <see cref="VerbResult.Failure"/> for what would make one fail.</summary>
    public Task<DoctorResult> DoctorAsync(CancellationToken cancellationToken = default) =>
        RunAsync(VaultVerbs.Doctor, cancellationToken);

    /// <summary>Logs a person in at <see cref="VaultSettings.Profile"/>.</summary>
    public Task<LoginResult> LoginAsync(CancellationToken cancellationToken = default) =>
        RunAsync(VaultVerbs.Login, cancellationToken);

    /// <summary><see cref="VaultSettings.SnapshotFile"/> -> the next generation of a lineage.</summary>
    public Task<PushSnapshotResult> PushSnapshotAsync(CancellationToken cancellationToken = default) =>
        RunAsync(VaultVerbs.PushSnapshot, cancellationToken);

    /// <summary>A generation of a lineage -> <see cref="VaultSettings.SnapshotFile"/>, whole and verified or not at all.</summary>
    public Task<PullSnapshotResult> PullSnapshotAsync(CancellationToken cancellationToken = default) =>
        RunAsync(VaultVerbs.PullSnapshot, cancellationToken);

    /// <summary>What a restore from a lineage would meet.</summary>
    public Task<LineageStatusResult> LineageStatusAsync(CancellationToken cancellationToken = default) =>
        RunAsync(VaultVerbs.LineageStatus, cancellationToken);

    /// <summary>Runs <see cref="VaultSettings.Exec"/> with the variables of <see cref="VaultSettings.EnvironmentFile"/>; see
    /// <see cref="VerbResult.Failure"/> for a command that failed. Cancelled, it asks the command to end and waits.</summary>
    public Task<RunResult> RunWithVaultAsync(CancellationToken cancellationToken = default) =>
        RunAsync(VaultVerbs.Run, cancellationToken);

    /// <summary>Opens the vault that <see cref="VaultSettings.From"/> names, in memory; the caller disposes it.</summary>
    public async Task<OpenedVault> OpenAsync(CancellationToken cancellationToken = default)
    {
        using var session = new VaultSession(settings, options);
        return await new VaultSource(session).OpenAsync(cancellationToken);
    }

    /// <summary>Runs a verb of <see cref="VaultVerbs"/> by its definition.</summary>
    public Task<VerbResult> RunAsync(Verb verb, CancellationToken cancellationToken = default) => verb.RunAsync(this, cancellationToken);

    /// <inheritdoc cref="RunAsync(Verb, CancellationToken)"/>
    public async Task<TResult> RunAsync<TResult>(Verb<TResult> verb, CancellationToken cancellationToken = default)
        where TResult : VerbResult
    {
        RefuseMissingPlan(verb);
        return await WithinTimeoutAsync(
            verb.Name,
            async (session, cancel) =>
            {
                verb.BeforeLock?.Invoke(session);
                return verb.Lock == LockUse.Whole
                    ? await session.HoldAsync(verb.Name, () => verb.Run(session, cancel), cancel)
                    : await verb.Run(session, cancel);
            },
            cancellationToken);
    }

    // Where a plan is asked for, nothing may be done.
    private void RefuseMissingPlan(Verb verb)
    {
        if (settings.Plan && verb.Writes && !verb.Reads.Contains(SettingCatalog.Plan))
        {
            throw VaultErrors.ContradictingSettings.With(
                $"{verb.Name} has no plan to show: plan is for PruneHistory; nothing was done", "Leave plan out.");
        }
    }

    private async Task<T> WithinTimeoutAsync<T>(
        string verb, Func<VaultSession, CancellationToken, Task<T>> run, CancellationToken cancellationToken)
        where T : VerbResult
    {
        using var limit = new CancellationTokenSource(settings.Timeout, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        using var session = new VaultSession(settings, options with
        {
            Prompt = options.Prompt is { } prompt ? new LimitedPrompt(prompt, either.Token) : null,
            Confirmation = options.Confirmation is { } confirmation ? new LimitedConfirmation(confirmation, either.Token) : null,
        });
        try
        {
            var result = await run(session, either.Token);
            return result with { Notices = [.. session.Output.Notices] };
        }
        catch (Exception exception) when (MemoryFailures.IsOne(exception) && (exception as VaultException)?.Error != VaultErrors.OutOfMemory)
        {
            var vault = new FileInfo(settings.VaultFile);
            var failure = MemoryFailures.Translate(exception, vault.Exists ? vault.Length : 0);
            failure.Notices = [.. session.Output.Notices];
            throw failure;
        }
        catch (VaultException failure)
        {
            failure.Notices = [.. session.Output.Notices];
            throw;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            var failure = VaultErrors.TimedOut.With(
                $"{verb} was stopped: it took longer than {settings.Timeout.TotalSeconds:0.###} s, the timeout of a whole task",
                "Nothing is half done: run the same step again; a slow network may need a larger vault.timeout.");
            failure.Notices = [.. session.Output.Notices];
            throw failure;
        }
        catch (Exception exception) when (FileFailures.IsFileFailure(exception))
        {
            var failure = FileFailures.Translate(exception, "a file operation failed");
            failure.Notices = [.. session.Output.Notices];
            throw failure;
        }
    }
}
