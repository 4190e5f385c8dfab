using TazPod.Vault.Copies;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;
using TazPod.Vault.Hosting;
using TazPod.Vault.Opening;
using TazPod.Vault.Options;
using TazPod.Vault.Results;
using TazPod.Vault.Secrets;
using TazPod.Vault.Session;
using TazPod.Vault.Settings;
using TazPod.Vault.Setup;
using TazPod.Vault.Snapshots;
using TazPod.Vault.Sync;
using TazPod.Vault.Verbs;
using TazPod.Vault.Verifying;

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
    private readonly VaultServiceOptions host;
    private readonly OptionValues given;

    /// <summary>A service for these settings.</summary>
    /// <param name="settings">What is configured.</param>
    /// <param name="host">What the program around it supplies.</param>
    /// <param name="given">The options that arguments gave: a verb that is called without options takes its own from here. Null, the
    /// default: none.</param>
    public VaultService(VaultSettings settings, VaultServiceOptions host, OptionValues? given = null)
    {
        this.settings = settings;
        this.host = host;
        this.given = given ?? OptionValues.None;
    }

    /// <summary>Makes the bucket ready, idempotently, and probes what the store honours.</summary>
    public Task<SetupResult> SetupStorageAsync(CancellationToken cancellationToken = default) =>
        RunAsync(SetupVerb.Definition, null, cancellationToken);

    /// <summary>Secrets directory -> vault file.</summary>
    public Task<SaveResult> SaveAsync(SaveOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(SaveVerb.Definition, options, cancellationToken);

    /// <summary>Vault file -> latest and its history copy, then retention.</summary>
    public Task<PushResult> PushAsync(PushOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(PushVerb.Definition, options, cancellationToken);

    /// <summary>Latest, or the copy that the options name -> vault file.</summary>
    public Task<PullResult> PullAsync(PullOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(PullVerb.Definition, options, cancellationToken);

    /// <summary>A history copy -> vault file and latest, when <see cref="RestoreOptions.Yes"/> or a person confirms it.</summary>
    public Task<RestoreResult> RestoreAsync(RestoreOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(RestoreVerb.Definition, options, cancellationToken);

    /// <summary>The same secrets under a new passphrase: vault file, latest, and with <see cref="RekeyOptions.WithHistory"/> the copies.</summary>
    public Task<RekeyResult> RekeyAsync(RekeyOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(RekeyVerb.Definition, options, cancellationToken);

    /// <summary>Vault file -> secrets directory.</summary>
    public Task<UnlockResult> UnlockAsync(UnlockOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(UnlockVerb.Definition, options, cancellationToken);

    /// <summary>Removes the secrets directory when the vault can bring it back.</summary>
    public Task<LockResult> LockAsync(LockOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(LockVerb.Definition, options, cancellationToken);

    /// <summary>A pull, then an unlock, under one lock: the step before a container starts.</summary>
    public Task<BootstrapResult> BootstrapAsync(BootstrapOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(BootstrapVerb.Definition, options, cancellationToken);

    /// <summary>The history copies, newest first.</summary>
    public Task<HistoryResult> ListHistoryAsync(CancellationToken cancellationToken = default) =>
        RunAsync(HistoryVerb.Definition, null, cancellationToken);

    /// <summary>Retention alone; with <see cref="PruneOptions.Plan"/> only what it would do.</summary>
    public Task<PruneResult> PruneHistoryAsync(PruneOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(PruneVerb.Definition, options, cancellationToken);

    /// <summary>Checks that latest and the copies can be restored. What it found, good or bad, is the result; see
    /// <see cref="VerbResult.Failure"/>.</summary>
    public Task<VerifyResult> VerifyAsync(VerifyOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(VerifyVerb.Definition, options, cancellationToken);

    /// <summary>Names what differs between two trees, never a value.</summary>
    public Task<DiffResult> DiffAsync(DiffOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(DiffVerb.Definition, options, cancellationToken);

    /// <summary>Keeps a copy, or what is at latest, where no prune looks.</summary>
    public Task<PinResult> PinAsync(PinOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(PinVerb.Definition, options, cancellationToken);

    /// <summary>Makes a pinned copy an ordinary one again.</summary>
    public Task<UnpinResult> UnpinAsync(UnpinOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(UnpinVerb.Definition, options, cancellationToken);

    /// <summary>Local, remote, and which is ahead.</summary>
    public Task<StatusResult> StatusAsync(CancellationToken cancellationToken = default) =>
        RunAsync(StatusVerb.Definition, null, cancellationToken);

    /// <summary>Checks everything that a push and a pull depend on; see <see cref="VerbResult.Failure"/> for what would make one
    /// fail.</summary>
    public Task<DoctorResult> DoctorAsync(CancellationToken cancellationToken = default) =>
        RunAsync(DoctorVerb.Definition, null, cancellationToken);

    /// <summary>Logs a person in at <see cref="VaultSettings.Profile"/>.</summary>
    public Task<LoginResult> LoginAsync(LoginOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(LoginVerb.Definition, options, cancellationToken);

    /// <summary>A file -> the next generation of a lineage.</summary>
    public Task<PushSnapshotResult> PushSnapshotAsync(PushSnapshotOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(PushSnapshotVerb.Definition, options, cancellationToken);

    /// <summary>A generation of a lineage -> a file, whole and verified, or not at all.</summary>
    public Task<PullSnapshotResult> PullSnapshotAsync(PullSnapshotOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(PullSnapshotVerb.Definition, options, cancellationToken);

    /// <summary>What a restore from a lineage would meet.</summary>
    public Task<LineageStatusResult> LineageStatusAsync(CancellationToken cancellationToken = default) =>
        RunAsync(LineageStatusVerb.Definition, null, cancellationToken);

    /// <summary>Runs <see cref="RunOptions.Command"/> with the variables of <see cref="RunOptions.EnvironmentFile"/>; see
    /// <see cref="VerbResult.Failure"/> for a command that failed. Cancelled, it asks the command to end and waits.</summary>
    public Task<RunResult> RunWithVaultAsync(RunOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(RunVerb.Definition, options, cancellationToken);

    /// <summary>Opens a vault in memory; the caller disposes it.</summary>
    /// <param name="tree">Which one. Null: the one that arguments gave, else the local vault.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<OpenedVault> OpenAsync(TreeSelector? tree = null, CancellationToken cancellationToken = default)
    {
        using var session = new VaultSession(settings, host);
        return await new VaultSource(session, tree ?? given.Get(OptionCatalog.From)).OpenAsync(cancellationToken);
    }

    /// <summary>Runs a verb of <see cref="VaultVerbs"/> by its definition, with the options that arguments gave.</summary>
    public Task<VerbResult> RunAsync(Verb verb, CancellationToken cancellationToken = default) => verb.RunAsync(this, cancellationToken);

    /// <inheritdoc cref="RunAsync(Verb, CancellationToken)"/>
    public Task<TResult> RunAsync<TResult>(Verb<TResult> verb, CancellationToken cancellationToken = default)
        where TResult : VerbResult => verb.RunTypedAsync(this, cancellationToken);

    /// <inheritdoc/>
    Task<TResult> IVerbRunner.RunAsync<TOptions, TResult>(
        VerbDefinition<TOptions, TResult> verb, TOptions? options, CancellationToken cancellationToken)
        where TOptions : class => RunAsync(verb, options, cancellationToken);

    private async Task<TResult> RunAsync<TOptions, TResult>(
        VerbDefinition<TOptions, TResult> verb, TOptions? asked, CancellationToken cancellationToken)
        where TOptions : class
        where TResult : VerbResult
    {
        if (asked is null)
        {
            RefuseMissingPlan(verb);
        }

        var options = asked ?? verb.OptionsOf(given);
        return await WithinTimeoutAsync(
            verb.Name,
            async (session, cancel) =>
            {
                verb.BeforeLock?.Invoke(session);
                return verb.Lock == LockUse.Whole
                    ? await session.HoldAsync(verb.Name, () => verb.Run(session, options, cancel), cancel)
                    : await verb.Run(session, options, cancel);
            },
            cancellationToken);
    }

    // Where a plan is asked for, nothing may be done.
    private void RefuseMissingPlan(Verb verb)
    {
        if (given.Get(OptionCatalog.Plan) && verb.Writes && !verb.Options.Contains(OptionCatalog.Plan))
        {
            throw VaultErrors.ContradictingSettings.With(
                $"{verb.Name} has no plan to show: plan is for PruneHistory; nothing was done", "Leave plan out.");
        }
    }

    private async Task<T> WithinTimeoutAsync<T>(
        string verb, Func<VaultSession, CancellationToken, Task<T>> run, CancellationToken cancellationToken)
        where T : VerbResult
    {
        using var limit = new CancellationTokenSource(settings.Timeout, host.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        using var session = new VaultSession(settings, host with
        {
            Prompt = host.Prompt is { } prompt ? new LimitedPrompt(prompt, either.Token) : null,
            Confirmation = host.Confirmation is { } confirmation ? new LimitedConfirmation(confirmation, either.Token) : null,
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
