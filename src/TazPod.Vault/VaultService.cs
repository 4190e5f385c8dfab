using TazPod.Vault.Copies;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;
using TazPod.Vault.Hosting;
using TazPod.Vault.Opening;
using TazPod.Vault.Options;
using TazPod.Vault.Results;
using TazPod.Vault.Secrets;
using TazPod.Vault.Secrets.Merge;
using TazPod.Vault.Session;
using TazPod.Vault.Settings;
using TazPod.Vault.Setup;
using TazPod.Vault.Snapshots;
using TazPod.Vault.Sync;
using TazPod.Vault.Verbs;
using TazPod.Vault.Verifying;

namespace TazPod.Vault;

/// <summary>The verbs, one method each. Every door builds settings, calls one of these methods and prints the result.</summary>
/// <remarks>
/// <c>VaultService.Open(settings)</c> creates it, with the store in the settings. A program that is tested without a vault takes
/// <see cref="IVaultService"/>.
///
/// All expected failures are a <see cref="VaultException"/>; cancellation is an <see cref="OperationCanceledException"/>. Verbs that write
/// hold the workspace's lock. An instance can run any number of verbs, from any thread, and also several at once: each has a session of its
/// own. Of two verbs that write to one workspace, the second waits a moment for the first, whether that runs in this process or another, and
/// then fails with <see cref="VaultErrors.WorkspaceBusy"/>; a program that wants both runs them one after another. Local work runs on the caller's thread, and only the store is awaited. A caller that must not be blocked runs a verb
/// in <see cref="Task.Run(Func{Task})"/>; for a caller with a synchronization context, such as a window's, the service does that.
/// </remarks>
public sealed class VaultService : IVaultService, IVerbRunner
{
    private readonly VaultSettings settings;
    private readonly VaultServiceOptions host;
    private readonly OptionValues given;

    /// <summary>Creates a service for these settings. Programs call <c>VaultService.Open</c>, which knows the stores.</summary>
    /// <param name="settings">The configuration.</param>
    /// <param name="host">Services of the hosting program, with <see cref="VaultServiceOptions.OpenStore"/>.</param>
    /// <param name="given">The options set by arguments. A verb that is called without options takes its own from here. Null by default:
    /// none.</param>
    internal VaultService(VaultSettings settings, VaultServiceOptions host, OptionValues? given = null)
    {
        ArgumentNullException.ThrowIfNull(host.OpenStore);
        this.settings = settings;
        this.host = host;
        this.given = given ?? OptionValues.None;
    }

    /// <summary>The credentials that the store has used, in one line without any part of a secret; null until credentials were
    /// needed.</summary>
    public string? Credentials => host.Credentials();

    /// <summary>Creates and configures the bucket, idempotently, and tests what the store honours.</summary>
    public Task<SetupResult> SetupStorageAsync(CancellationToken cancellationToken = default) =>
        RunAsync(SetupVerb.Definition, null, cancellationToken);

    /// <summary>Packs and seals the secrets directory into the vault file.</summary>
    public Task<SaveResult> SaveAsync(SaveOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(SaveVerb.Definition, options, cancellationToken);

    /// <summary>Pushes the vault file to latest and a history copy, then applies the retention.</summary>
    public Task<PushResult> PushAsync(PushOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(MergingPush.Definition, options, cancellationToken);

    /// <summary>Pulls latest, or the copy selected in the options, to the vault file.</summary>
    public Task<PullResult> PullAsync(PullOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(PullVerb.Definition, options, cancellationToken);

    /// <summary>Restores a history copy to the vault file and latest, if confirmed by <see cref="RestoreOptions.Yes"/> or the
    /// user.</summary>
    public Task<RestoreResult> RestoreAsync(RestoreOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(RestoreVerb.Definition, options, cancellationToken);

    /// <summary>Seals the same secrets with a new passphrase: the vault file, latest, and with <see cref="RekeyOptions.WithHistory"/> the
    /// copies.</summary>
    public Task<RekeyResult> RekeyAsync(RekeyOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(RekeyVerb.Definition, options, cancellationToken);

    /// <summary>Extracts the vault file into the secrets directory.</summary>
    public Task<UnlockResult> UnlockAsync(UnlockOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(UnlockVerb.Definition, options, cancellationToken);

    /// <summary>Removes the secrets directory if the vault can restore it.</summary>
    public Task<LockResult> LockAsync(LockOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(LockVerb.Definition, options, cancellationToken);

    /// <summary>A pull, then an unlock, under one lock. The step before a container starts.</summary>
    public Task<BootstrapResult> BootstrapAsync(BootstrapOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(BootstrapVerb.Definition, options, cancellationToken);

    /// <summary>Lists the history copies, newest first.</summary>
    public Task<HistoryResult> ListHistoryAsync(HistoryOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(HistoryVerb.Definition, options, cancellationToken);

    /// <summary>Applies only the retention. With <see cref="PruneOptions.Plan"/>, only shows what it would do.</summary>
    public Task<PruneResult> PruneHistoryAsync(PruneOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(
            PruneVerb.Definition, given.Get(OptionCatalog.Plan) && options is not null ? options with { Plan = true } : options, cancellationToken);

    /// <summary>Verifies that latest and the copies can be restored. The findings, good or bad, are the result; see
    /// <see cref="VerbResult.Failure"/>.</summary>
    public Task<VerifyResult> VerifyAsync(VerifyOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(VerifyVerb.Definition, options, cancellationToken);

    /// <summary>Lists the files in a vault with their sizes, never a value.</summary>
    public Task<ListResult> ListAsync(ListOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(ListVerb.Definition, options, cancellationToken);

    /// <summary>Lists the differences between two trees by name, never a value.</summary>
    public Task<DiffResult> DiffAsync(DiffOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(DiffVerb.Definition, options, cancellationToken);

    /// <summary>Merges latest into the secrets directory, if it was edited, or else into the vault file. See <see cref="VerbResult.Failure"/>
    /// for conflicts.</summary>
    public Task<MergeResult> MergeAsync(MergeOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(
            MergeVerb.Definition, given.Get(OptionCatalog.Plan) && options is not null ? options with { Plan = true } : options, cancellationToken);

    /// <summary>Keeps a copy, or latest, where it is never pruned.</summary>
    public Task<PinResult> PinAsync(PinOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(PinVerb.Definition, options, cancellationToken);

    /// <summary>Makes a pinned copy an ordinary one again.</summary>
    public Task<UnpinResult> UnpinAsync(UnpinOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(UnpinVerb.Definition, options, cancellationToken);

    /// <summary>Shows the secrets directory, the local and the remote vault, and which one is ahead.</summary>
    public Task<StatusResult> StatusAsync(CancellationToken cancellationToken = default) =>
        RunAsync(StatusVerb.Definition, null, cancellationToken);

    /// <summary>Checks everything that a push and a pull depend on. See <see cref="VerbResult.Failure"/> for a problem that would make one
    /// fail.</summary>
    public Task<DoctorResult> DoctorAsync(CancellationToken cancellationToken = default) =>
        RunAsync(DoctorVerb.Definition, null, cancellationToken);

    /// <summary>Logs the user in to <see cref="VaultSettings.Profile"/>.</summary>
    public Task<LoginResult> LoginAsync(LoginOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(LoginVerb.Definition, options, cancellationToken);

    /// <summary>Pushes a file as the next generation of a lineage.</summary>
    public Task<PushSnapshotResult> PushSnapshotAsync(PushSnapshotOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(PushSnapshotVerb.Definition, options, cancellationToken);

    /// <summary>Pulls a generation of a lineage to a file, complete and verified or not at all.</summary>
    public Task<PullSnapshotResult> PullSnapshotAsync(PullSnapshotOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(PullSnapshotVerb.Definition, options, cancellationToken);

    /// <summary>Shows what a restore from a lineage would find. See <see cref="VerbResult.Failure"/> for one that cannot be
    /// restored.</summary>
    public Task<LineageStatusResult> LineageStatusAsync(LineageStatusOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(LineageStatusVerb.Definition, options, cancellationToken);

    /// <summary>Runs <see cref="RunOptions.Command"/> with the variables of <see cref="RunOptions.EnvironmentFile"/>. See
    /// <see cref="VerbResult.Failure"/> for a command that failed. On cancellation, asks the command to terminate and waits for
    /// it.</summary>
    public Task<RunResult> RunWithVaultAsync(RunOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(RunVerb.Definition, options, cancellationToken);

    /// <summary>Opens a vault in memory. The caller disposes it.</summary>
    /// <param name="tree">The vault to open. Null: the one set by arguments, else the local vault.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task<OpenedVault> OpenAsync(TreeSelector? tree = null, CancellationToken cancellationToken = default) =>
        OutOfContextAsync(async () =>
        {
            OpenedVault? opened = null;
            try
            {
                await ObservedAsync(OpenResult.Name, async () =>
                {
                    opened = await WithinTimeoutAsync(
                        OpenResult.Name,
                        (session, cancel) => new VaultSource(session, tree ?? given.Get(OptionCatalog.From)).OpenAsync(cancel),
                        cancellationToken);
                    return new OpenResult(opened.Name, opened.Paths.Count);
                });
                return opened!;
            }
            catch
            {
                // An observer can throw, too.
                opened?.Dispose();
                throw;
            }
        });

    /// <summary>Runs a verb of <see cref="VaultVerbs"/> by its definition, with the options set by arguments.</summary>
    public Task<VerbResult> RunAsync(Verb verb, CancellationToken cancellationToken = default) =>
        OutOfContextAsync(() => verb.RunAsync(this, cancellationToken));

    /// <inheritdoc cref="RunAsync(Verb, CancellationToken)"/>
    public Task<TResult> RunAsync<TResult>(Verb<TResult> verb, CancellationToken cancellationToken = default)
        where TResult : VerbResult => verb.RunTypedAsync(this, cancellationToken);

    /// <inheritdoc/>
    Task<TResult> IVerbRunner.RunAsync<TOptions, TResult>(
        VerbDefinition<TOptions, TResult> verb, TOptions? options, CancellationToken cancellationToken)
        where TOptions : class => RunAsync(verb, options, cancellationToken);

    private Task<TResult> RunAsync<TOptions, TResult>(
        VerbDefinition<TOptions, TResult> verb, TOptions? asked, CancellationToken cancellationToken)
        where TOptions : class
        where TResult : VerbResult =>
        OutOfContextAsync(() => ObservedAsync(verb.Name, () => WithinTimeoutAsync(
            verb.Name,
            async (session, cancel) =>
            {
                RefuseMissingPlan(verb);
                var options = asked ?? verb.OptionsOf(given);
                session.IsRefusedDuringMerge = verb.IsRefusedDuringMerge;
                session.RequireNoMerge(verb.Name);
                verb.BeforeLock?.Invoke(session);
                var result = verb.Lock == LockUse.Whole
                    ? await session.HoldAsync(verb.Name, () => verb.Run(session, options, cancel), cancel)
                    : await verb.Run(session, options, cancel);
                return result with { Notices = [.. session.Output.Notices] };
            },
            cancellationToken)));

    private async Task<T> ObservedAsync<T>(string verb, Func<Task<T>> run)
        where T : VerbResult
    {
        host.Observer?.Started(verb);
        T result;
        try
        {
            result = await run();
        }
        catch (Exception exception)
        {
            host.Observer?.Failed(verb, exception);
            throw;
        }

        host.Observer?.Ended(result);
        return result;
    }

    // The verbs leave the caller's synchronization context here, such as a window's, so no await in them needs ConfigureAwait, and none
    // waits for a thread that is blocked on it. Stores can be used without the service, and say it themselves.
    private static Task<T> OutOfContextAsync<T>(Func<Task<T>> run) =>
        SynchronizationContext.Current is null && TaskScheduler.Current == TaskScheduler.Default ? run() : Task.Run(run);

    // If arguments request a plan, nothing may be changed, whatever the caller's own options say.
    private void RefuseMissingPlan(Verb verb)
    {
        if (given.Get(OptionCatalog.Plan) && verb.Writes && !verb.Options.Contains(OptionCatalog.Plan))
        {
            throw VaultErrors.ContradictingSettings.With(
                $"{verb.Name} cannot show a plan, only {VaultVerbs.Prune} and {VaultVerbs.Merge} can; nothing was done", "Omit the plan option.");
        }
    }

    private async Task<T> WithinTimeoutAsync<T>(
        string verb, Func<VaultSession, CancellationToken, Task<T>> run, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(host.HasNoTimeout ? Timeout.InfiniteTimeSpan : settings.Timeout, host.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        using var session = new VaultSession(settings, host with
        {
            Prompt = host.Prompt is { } prompt ? new LimitedPrompt(prompt, either.Token) : null,
            Confirmation = host.Confirmation is { } confirmation ? new LimitedConfirmation(confirmation, either.Token) : null,
        });
        try
        {
            return await run(session, either.Token);
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
        catch (OperationCanceledException exception) when (cancellationToken.IsCancellationRequested)
        {
            // What was stopped had another token. The caller looks for its own.
            throw new OperationCanceledException($"{verb} was cancelled", exception, cancellationToken);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            var failure = VaultErrors.TimedOut.With(
                $"{verb} was stopped: it took longer than {settings.Timeout.TotalSeconds:0.###} s, the timeout for a whole task",
                "Nothing was left half done. Run the same step again; a slow network may need a larger vault.timeout.");
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
