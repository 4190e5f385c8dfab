using TazPod.Vault.Copies;
using TazPod.Vault.Errors;
using TazPod.Vault.History;
using TazPod.Vault.Opening;
using TazPod.Vault.Options;
using TazPod.Vault.Results;
using TazPod.Vault.Session;
using TazPod.Vault.Settings;
using TazPod.Vault.Verbs;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Sync;

/// <summary>RestoreVault: makes a copy latest again, after a user has confirmed the changes.</summary>
/// <remarks>A pull of the copy and a push, with the rules of both. The push replaces only the version that was shown: it knows latest only
/// from the listing that the copy was chosen from.</remarks>
internal sealed class RestoreVerb(VaultSession session, RestoreOptions options)
{
    /// <summary>The verb.</summary>
    public static readonly VerbDefinition<RestoreOptions, RestoreResult> Definition =
        new(RestoreResult.Name, "restore", "--at=TIME or --index=N: makes a copy latest again; --yes")
        {
            Details = "`--index=2` or `--at=STAMP`: makes a copy latest again; shows the changes and asks, or `--yes` ([ROLLBACK.md](ROLLBACK.md))",
            Requests = "1, 1 / 9",
            Examples = ["--index=2", "--at=20260520T210000 --yes"],
            Reads =
        [
            .. SettingCatalog.OfStore, SettingCatalog.VaultFile, SettingCatalog.SecretsDirectory, "retention", "keep last", "keep daily",
            "keep weekly", "keep monthly", .. SettingCatalog.OfPassphrase, "unsafe store", "lineage", .. SettingCatalog.Common,
        ],
            Options = [OptionCatalog.Force, OptionCatalog.Index, OptionCatalog.At, OptionCatalog.Yes],
            NeedsStore = true,
            Key = KeyUse.Open,
            Writes = true,
            Lock = LockUse.Whole,
            IsRefusedDuringMerge = true,
            OptionsOf = RestoreOptions.Of,
            Run = static (session, options, cancel) => new RestoreVerb(session, options).RunAsync(cancel),
        };

    public async Task<RestoreResult> RunAsync(CancellationToken cancellationToken)
    {
        if (options.Copy.IsLatest)
        {
            throw VaultErrors.InvalidSetting.With(
                "not restored: no copy was selected", "Use --at=STAMP or --index=N (2 is the version before); ListHistory shows the copies.");
        }

        session.Passphrases.Require();
        var listing = await HistoryListing.ReadAsync(session.Remote.Store, cancellationToken);
        var copy = Choose(listing);
        var isLatest = listing.Latest is { } latest && latest.ETag == copy.ETag && latest.Size == copy.Size;
        var difference = isLatest ? null : await CompareAsync(listing, copy, cancellationToken);
        if (!isLatest)
        {
            Confirm(copy, difference);
        }

        var held = await LatestCopy.KeysAsync(session.Remote.Store, listing, cancellationToken);
        if (options.Copy.Index is { } index)
        {
            session.Remote.Remember(
                session.Remote.Known with { Restoring = new PendingRestore(index, copy.Stamp.ToString(), listing.Latest?.ETag) });
        }

        var pull = await new PullVerb(session, options.Pull).TakeAsync(listing, copy, cancellationToken);
        var push = await new PushVerb(session, options.Push, mayBeOlder: true).RunAsync(cancellationToken);
        foreach (var begun in session.Workspace.State.File.Remotes.Where(begun => IsThisRestore(begun, copy)).ToList())
        {
            session.Remote.Remember(begun with { Restoring = null });
        }

        return new RestoreResult(
            push.Outcome == PushOutcome.Pushed,
            session.Remote.Name,
            copy.Stamp.ToString(),
            push.Stamp,
            listing.Copies.FirstOrDefault(other => held.Contains(other.Key))?.Stamp.ToString(),
            difference?.Counts,
            pull.SetAside);
    }

    private bool IsThisRestore(RemoteFacts remote, HistoryCopy copy) =>
        remote.Restoring is { } begun && (remote.IsAtPlaceOf(session.Remote.Known) || begun.Stamp == copy.Stamp.ToString());

    // Running the same step again finishes what an earlier run started. This works even if latest already is the copy, or has another
    // address of the same store; otherwise the index would mean another copy.
    private HistoryCopy Choose(HistoryListing listing)
    {
        var selector = options.Copy;
        if (selector.Index is not null
            && session.Workspace.State.File.Remotes.FirstOrDefault(remote => remote.Restoring?.Index == selector.Index) is { Restoring: { } begun } at
            && listing.Restorable.FirstOrDefault(copy => copy.Stamp.ToString() == begun.Stamp) is { } copy
            && listing.Latest?.ETag is var latest && (latest == begun.ETag || latest == copy.ETag || latest == at.ETag))
        {
            session.Output.Notice($"an earlier restore of copy {begun.Stamp} has not finished; index {begun.Index} still means that copy");
            return copy;
        }

        return new CopyChoice(session).Choose(listing, selector);
    }

    // A latest that is damaged or sealed differently may be the very reason for the restore.
    private async Task<DiffResult?> CompareAsync(HistoryListing listing, HistoryCopy copy, CancellationToken cancellationToken)
    {
        var wanted = await new StoredVault(session).ReadManifestAsync(copy.Key, copy.ETag, cancellationToken);
        if (listing.Latest is not { } latest)
        {
            session.Output.Notice("there is no latest");
            return null;
        }

        try
        {
            var current = await new StoredVault(session).ReadManifestAsync(latest.Key, latest.ETag, cancellationToken);
            var difference = TreeDifference.Between(current.Manifest ?? throw current.Refusal!, wanted.Manifest ?? throw wanted.Refusal!);
            return new DiffResult("latest", $"copy {copy.Stamp}", difference.Counts, difference.Entries);
        }
        catch (VaultException failure) when (failure.Error.ExitCode == ExitCode.Integrity || failure.Error == VaultErrors.ObjectArchived)
        {
            session.Output.Notice($"the changes cannot be shown: {failure.Message}");
            return null;
        }
    }

    private void Confirm(HistoryCopy copy, DiffResult? difference)
    {
        if (difference is not null)
        {
            session.Host.Confirmation?.Show(difference);
        }

        if (options.Yes)
        {
            return;
        }

        if (session.Host.Confirmation is not { IsAvailable: true } person)
        {
            throw VaultErrors.ConfirmationMissing.With(
                $"not restored: copy {copy.Stamp} would become latest in {session.Remote.Name}, but nobody is available to confirm it",
                "Nothing was changed. Add --yes to restore it.");
        }

        if (!person.Ask($"Make copy {copy.Stamp} latest in {session.Remote.Name}? [y/N] "))
        {
            throw new VaultException(VaultErrors.Interrupted, "not restored: the answer was no", "Nothing was changed.") { IsAnswer = true };
        }
    }
}
