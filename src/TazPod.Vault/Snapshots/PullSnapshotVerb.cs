using TazPod.Vault.Downloads;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;
using TazPod.Vault.Lineages;
using TazPod.Vault.Options;
using TazPod.Vault.Results;
using TazPod.Vault.Session;
using TazPod.Vault.Settings;
using TazPod.Vault.Storage;
using TazPod.Vault.Verbs;

namespace TazPod.Vault.Snapshots;

/// <summary>PullSnapshot: downloads a generation of a lineage to a file.</summary>
/// <remarks>The pointer identifies the bytes, which are downloaded by their ETag. The file is replaced by one rename, with bytes that have
/// the size and the SHA-256 stated in the pointer. So a pull returns exactly those bytes or fails, even if the pointer changes
/// meanwhile.</remarks>
internal sealed class PullSnapshotVerb(VaultSession session, PullSnapshotOptions options)
{
    /// <summary>The verb.</summary>
    public static readonly VerbDefinition<PullSnapshotOptions, PullSnapshotResult> Definition =
        new(PullSnapshotResult.Name, "pull-snapshot", "A generation of a lineage -> file")
        {
            Command = "snapshot pull",
            Details = "that generation, or the previous one, → `--file`; or refuses",
            Requests = "2 / 3",
            Examples = ["--lineage=raft --file=raft.snap", "--lineage=raft --file=r.snap --anchor=r/keys.json"],
            ExitCodes = new Dictionary<ExitCode, string>
            {
                [ExitCode.NotFound] = "no such lineage or generation",
                [ExitCode.Integrity] = "the lineage is incoherent, or the vault lacks an anchor",
            },
            Reads = [.. SettingCatalog.OfStore, SettingCatalog.VaultFile, .. SettingCatalog.OfPassphrase, "lineage", "lineage prefix", .. SettingCatalog.Common],
            Options = [OptionCatalog.SnapshotFile, OptionCatalog.Generation, OptionCatalog.Slot, OptionCatalog.Anchors, OptionCatalog.Force],
            NeedsStore = true,
            Writes = true,
            OptionsOf = PullSnapshotOptions.Of,
            Run = static (session, options, cancel) => new PullSnapshotVerb(session, options).RunAsync(cancel),
        };

    // This many pointer changes in a row, each between reading the pointer and the slot, are not a coincidence.
    private const int MostFlips = 100;
    private readonly IObjectStore store = session.Remote.Store;
    private readonly AnchorCheck anchors = new(session, options.Anchors);
    private bool isReceiving;

    public async Task<PullSnapshotResult> RunAsync(CancellationToken cancellationToken)
    {
        var path = SnapshotPath.Required(options.File);
        var keys = await LineageChoice.FindAsync(session, cancellationToken) ?? throw await NoLineageAsync(cancellationToken);
        var target = await SnapshotTarget.ExamineAsync(session, path, cancellationToken);
        var retries = new RetryPolicy(session);
        for (var flips = 0; ;)
        {
            try
            {
                if (await TryAsync(keys, target, cancellationToken) is { } result)
                {
                    return result;
                }

                if (++flips >= MostFlips)
                {
                    throw VaultErrors.StoreFailed.With(
                        $"not pulled: lineage {keys.Id} in {session.Remote.Name} receives pushes faster than it can be read", "Run PullSnapshot again later.");
                }
            }
            catch (VaultException failure) when (isReceiving && retries.Allows(failure))
            {
                // The store retries requests. A response body that is interrupted or damaged in transit must be requested again here.
                isReceiving = false;
                retries.Again(failure);
            }
        }
    }

    private async Task<VaultException> NoLineageAsync(CancellationToken cancellationToken)
    {
        var prefix = session.Settings.LineagePrefix;
        return (await anchors.RunAsync(cancellationToken)).Held is { Count: > 0 } held
            ? LineageAnchors.Orphaned(session.Remote.Name, prefix, null, held)
            : VaultErrors.LineageEmpty.With(
                $"there is no lineage below '{prefix}' in {session.Remote.Name}",
                "Run PushSnapshot to push the first snapshot, or check prefix and bucket.");
    }

    /// <returns>The result, or null if the pointer changed before its slot could be read.</returns>
    private async Task<PullSnapshotResult?> TryAsync(LineageKeys keys, SnapshotTarget target, CancellationToken cancellationToken)
    {
        // The global pointer is written last. If it is ahead, the lineage's own pointer was rolled back.
        var global = await PointerRead.ReadAsync(store, keys.Global, keys.Prefix, null, cancellationToken);
        var own = await PointerRead.ReadAsync(store, keys.Latest, keys.Prefix, keys.Id, cancellationToken);
        var read = new LineageView(keys, null, null, global, own);
        if (own.Pointer?.Current is null || read.PointerFault is not null)
        {
            return await ExplainAsync(keys, own, null, target, cancellationToken);
        }

        if (new GenerationChoice(session, keys, options).Of(own.Pointer) is not { } generation)
        {
            return await ExplainAsync(keys, own, null, target, cancellationToken);
        }

        if ((await anchors.RunAsync(cancellationToken)).Missing.Count > 0)
        {
            return await ExplainAsync(keys, own, generation, target, cancellationToken);
        }

        if (target.Sha256 == generation.Sha256 && target.Size == generation.Size)
        {
            return Result(PullOutcome.Unchanged, keys, generation, target, null);
        }

        target.RequireReplaceable(own.Pointer, generation, options.Force);
        await using var download = await store.GetVersionAsync(keys.Slot(generation.Slot), generation.ETag, cancellationToken);
        return download.Outcome == GetOutcome.Found
            ? await TakeAsync(download, keys, generation, target, cancellationToken)
            : await ExplainAsync(keys, own, generation, target, cancellationToken);
    }

    private async Task<PullSnapshotResult> TakeAsync(
        ObjectDownload download, LineageKeys keys, Generation generation, SnapshotTarget target, CancellationToken cancellationToken)
    {
        StagedFile.Sweep(target.Path, SnapshotTarget.Abandoned);
        await using var staged = StagedFile.Create(target.Path);
        isReceiving = true;
        var received = await Download.CopyAsync(session, download, staged.Stream, "downloading the snapshot", wantsMd5: false, cancellationToken, limit: Math.Max(generation.Size, download.Head!.Size));
        if (staged.Stream.Length != generation.Size || received.Sha256 != generation.Sha256)
        {
            throw VaultErrors.DownloadDamaged.With(
                $"not pulled: '{keys.Slot(generation.Slot)}' in {session.Remote.Name} is damaged: it does not have the size and SHA-256 that the pointer states for generation {generation.Number}",
                "Nothing here was replaced. Run the same step again; if it still fails, LineageStatus shows whether the previous generation is intact.");
        }

        isReceiving = false;
        var aside = target.SetAside();
        staged.Commit();
        target.TakeTimeOf(generation);
        return Result(PullOutcome.Pulled, keys, generation, target, aside);
    }

    // The pointer could not be followed. Either it has changed meanwhile, or a complete view shows what is wrong.
    private async Task<PullSnapshotResult?> ExplainAsync(
        LineageKeys keys, PointerRead own, Generation? wanted, SnapshotTarget target, CancellationToken cancellationToken)
    {
        var view = await LineageView.ReadAsync(store, keys, cancellationToken);
        if (view.Own.ETag != own.ETag)
        {
            return null;
        }

        if (options is { Force: true, Slot: { } slot })
        {
            return await new UnvouchedPull(session, keys, target).RunAsync(slot, cancellationToken);
        }

        ForeignLineage.Refuse(session, view);
        var verdict = view.Judge();
        if (verdict.State == LineageState.Empty && (await anchors.RunAsync(cancellationToken)).Held is { Count: > 0 } held)
        {
            throw LineageAnchors.Orphaned(session.Remote.Name, keys.Prefix, keys.Id, held);
        }

        if (verdict.State == LineageState.Coherent && wanted is not null && view.Holds(wanted)
            && await anchors.RunAsync(cancellationToken) is { Missing: { Count: > 0 } missing } found)
        {
            throw LineageAnchors.Missing(keys.Id, missing, found.HasVault);
        }

        throw verdict.State switch
        {
            LineageState.Empty => VaultErrors.LineageEmpty.With(
                $"not pulled: lineage {keys.Id} in {session.Remote.Name} is empty: {verdict.Why}", "Run PushSnapshot to push the first snapshot."),
            LineageState.Incoherent => VaultErrors.LineageIncoherent.With(
                $"not pulled: lineage {keys.Id} in {session.Remote.Name} is incoherent: {verdict.Why}", LineageWaysOut.Of(keys.Prefix, keys.Id, LineageFacts.Previous(view))),
            _ when wanted is null || view.IsUnfinished(wanted.Slot) => new GenerationChoice(session, keys, options).NotKept(own.Pointer!),
            _ => VaultErrors.LineageIncoherent.With(
                $"not pulled: {wanted.Slot.Name()} of lineage {keys.Id} in {session.Remote.Name} no longer holds generation {wanted.Number}, "
                + $"but {view.Describe(wanted.Slot)}: it was changed manually",
                $"Omit --generation and --slot to pull generation {view.Current!.Number}, which is intact."),
        };
    }

    private PullSnapshotResult Result(
        PullOutcome outcome, LineageKeys keys, Generation generation, SnapshotTarget target, string? aside) =>
        new(outcome, target.Path, session.Remote.Name, SnapshotEntry.Of(keys, generation), aside);
}
