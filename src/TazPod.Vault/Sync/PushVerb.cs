using TazPod.Vault.Copies;
using TazPod.Vault.Errors;
using TazPod.Vault.History;
using TazPod.Vault.Opening;
using TazPod.Vault.Options;
using TazPod.Vault.Results;
using TazPod.Vault.Session;
using TazPod.Vault.Storage;
using TazPod.Vault.Text;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Sync;

/// <summary>PushVault: uploads the vault file to latest and its history copy, then applies the retention.</summary>
/// <remarks>The order makes it safe at any time: latest is in the history before it is replaced, the replacement is a compare-and-swap, and
/// the remaining work is recorded before it starts.</remarks>
/// <param name="session">The session.</param>
/// <param name="options">The options of the run.</param>
/// <param name="mayBeOlder">Whether an older copy may become latest again: a user has confirmed it.</param>
internal sealed class PushVerb(VaultSession session, PushOptions options, bool mayBeOlder = false)
{
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(15);
    private readonly SessionRemote remote = session.Remote;
    private readonly IObjectStore store = session.Remote.Store;

    public async Task<PushResult> RunAsync(CancellationToken cancellationToken)
    {
        session.Workspace.RequireVaultFile();

        // The store is queried while the file is read and hashed, since neither depends on the other. Problems with the file are reported
        // first.
        await using var requests = new PushRequests(remote, cancellationToken);
        using var local = session.Workspace.RequireVaultToSend(cancellationToken);
        var facts = new LocalFacts(session, options.Force).Of(local);
        if (ETagToReplace(local, facts) is { } seen)
        {
            requests.BeginListing(seen);
        }

        var result = await RunAsync(local, facts, requests, cancellationToken);
        return session.Settings.Lineage is { } lineage
            ? await new VaultLineage(session, lineage, options.Force).KeepAsync(local, facts, result, cancellationToken)
            : result;
    }

    /// <summary>The ETag of the version of latest that this vault file is known to differ from; null if only the HEAD shows whether there
    /// is anything to push.</summary>
    private string? ETagToReplace(LocalVault local, VaultFacts facts) =>
        remote.Known is { ETag: { } etag, VaultSha256: not null, Pending: null } && facts.IsComplete && !options.Force
        && !ContentComparison.IsSame(local, facts, remote.Known)
            ? etag
            : null;

    private async Task<PushResult> RunAsync(LocalVault local, VaultFacts facts, PushRequests requests, CancellationToken cancellationToken)
    {
        var head = await requests.Head;
        NoteClock(head.ServerTime);
        if (head.Head?.Label(ObjectLabels.VaultSha256) != local.Sha256)
        {
            facts = new LocalFacts(session, options.Force).Complete(local, facts);
        }

        if (head.Head is { } latest)
        {
            remote.Known = new KnownLatest(session).RecogniseOwn(latest);
            var comparison = await new ContentComparison(session).CompareAsync(local, facts, latest, cancellationToken);
            if (comparison.IsSame)
            {
                return await FinishAsync(local, latest, cancellationToken);
            }

            await KeepPendingAsync(local, latest, cancellationToken);
            await RefuseUnseenAsync(local, latest, comparison.NeedsPassphrase, cancellationToken);
        }
        else if (remote.Known.ETag is not null)
        {
            session.Output.Notice("latest existed before and is gone now: pushing it again");
        }

        var hashing = local.BeginMd5();
        try
        {
            // Before any request to the store that writes: a listing reports a missing bucket by name.
            var listing = await requests.ListAsync(head.Head, cancellationToken);
            RefuseOlder(local, head.Head, listing);
            await RequireConditionsAsync(head.Head, cancellationToken);
            var difference = options.Summary && head.Head is not null ? await CompareAsync(cancellationToken) : null;
            return await PushAsync(local, facts, head, listing, cancellationToken) with { Difference = difference };
        }
        finally
        {
            await hashing;
        }
    }

    /// <summary>Fails if a push of this vault's successor would be refused. Changes nothing except recorded facts.</summary>
    public async Task RequirePushableAsync(LocalVault local, CancellationToken cancellationToken)
    {
        var head = await store.HeadObjectAsync(ObjectKeys.Latest, cancellationToken);
        if (head.Head is { } latest)
        {
            remote.Known = new KnownLatest(session).RecogniseOwn(latest);
            var comparison = await new ContentComparison(session).CompareAsync(local, new LocalFacts(session, options.Force).Of(local), latest, cancellationToken);
            if (!comparison.IsSame)
            {
                await RefuseUnseenAsync(local, latest, comparison.NeedsPassphrase, cancellationToken);
                RefuseOlder(local, latest, await HistoryListing.ReadAsync(store, cancellationToken));
            }
        }

        await RequireConditionsAsync(head.Head, cancellationToken);
        remote.Remember(remote.Known);
    }

    private async Task<TreeCounts?> CompareAsync(CancellationToken cancellationToken)
    {
        try
        {
            var current = await new StoredVault(session).ReadManifestAsync(ObjectKeys.Latest, null, cancellationToken);
            using var here = LocalVaultOpening.Open(session, cancellationToken).Content;
            return TreeDifference.Between(current.Manifest ?? throw current.Refusal!, here.RequireManifest()).Counts;
        }
        catch (VaultException failure) when (failure.Error.ExitCode == ExitCode.Integrity)
        {
            session.Output.Notice($"no summary: {failure.Message}");
            return null;
        }
    }

    private void NoteClock(DateTimeOffset serverTime)
    {
        var difference = session.Time.GetUtcNow() - serverTime;
        if (difference.Duration() > ClockTolerance)
        {
            var direction = difference > TimeSpan.Zero ? "ahead of" : "behind";
            session.Output.Notice($"this machine's clock is {difference.Duration().TotalMinutes:0} minutes {direction} the store's, which is used");
        }
    }

    // Latest is the local version. Only an interrupted push leaves anything to do; checking the history costs more than the HEAD.
    private async Task<PushResult> FinishAsync(LocalVault local, ObjectHead latest, CancellationToken cancellationToken)
    {
        var pruned = 0;
        var outcome = PushOutcome.Unchanged;
        var historyKey = latest.Label(ObjectLabels.HistoryKey);
        if (remote.Known.Pending is not null || IsNewHere(local, latest) || options.Force)
        {
            var listing = await HistoryListing.ReadAsync(store, cancellationToken);
            if (remote.Known.Pending is not { } pending)
            {
                return await KeepOwnAsync(local, latest, listing, cancellationToken);
            }

            outcome = PushOutcome.Finished;
            var copy = await new LatestArchive(session).EnsureAsync(
                local, latest, listing, ObjectKeys.StampOf(pending.HistoryKey), cancellationToken);
            historyKey = copy.Key;
            var retention = RecordedRetention.Of(latest, hasHistory: true, session.Settings.PushRetention, session.Who);
            pruned = await new PushPruning(session).RunAsync(listing, retention.Keep, [copy], cancellationToken);
        }

        remote.Remember(remote.Known.Synced(local.Sha256, StampOf(historyKey)) with { Pending = null }, isSynced: true);
        return Result(outcome, local, latest.ETag, historyKey, latest.Label(ObjectLabels.ContentSha256), pruned);
    }

    // A push of these bytes that this workspace has not seen succeed. Its write may have succeeded despite an error response, and then its
    // copy was not made.
    private bool IsNewHere(LocalVault local, ObjectHead latest) =>
        latest.ETag != remote.Recorded.ETag && latest.Label(ObjectLabels.HistoryKey) is not null
        && latest.Label(ObjectLabels.VaultSha256) == local.Sha256;

    private async Task<PushResult> KeepOwnAsync(
        LocalVault local, ObjectHead latest, HistoryListing listing, CancellationToken cancellationToken)
    {
        var key = latest.Label(ObjectLabels.HistoryKey);
        if (listing.Copies.All(copy => copy.Key != key))
        {
            key = (await new LatestArchive(session).EnsureAsync(local, latest, listing, null, cancellationToken)).Key;
        }

        var exists = listing.Copies.Any(copy => copy.Key == key);
        remote.Remember(remote.Known.Synced(local.Sha256, StampOf(key)), isSynced: true);
        return Result(
            exists ? PushOutcome.Unchanged : PushOutcome.Finished, local, latest.ETag, key, latest.Label(ObjectLabels.ContentSha256), 0);
    }

    // An interrupted push of ours was overwritten by a writer that ignores conditions, before its copy was made. Our bytes are still here,
    // so they are uploaded to their history key now.
    private async Task KeepPendingAsync(LocalVault local, ObjectHead latest, CancellationToken cancellationToken)
    {
        if (remote.Known.Pending is not { } pending || pending.VaultSha256 != local.Sha256 || latest.ETag == remote.Known.ETag)
        {
            return;
        }

        var listing = await HistoryListing.ReadAsync(store, cancellationToken);
        var pushedAs = ObjectKeys.StampOf(pending.HistoryKey);
        if (!listing.OfVersion(local.ComputeMd5(), local.Size, pushedAs).Any())
        {
            var stamp = listing.FreeFrom(pushedAs ?? new Stamp(latest.LastModified));
            var historyKey = ObjectKeys.ForStamp(stamp);
            var retention = RecordedRetention.Of(latest, hasHistory: true, session.Settings.PushRetention, session.Who);
            var labels = PushLabels.Of(session, local, session.Workspace.State.FactsOf(local.Sha256), historyKey, retention);
            await store.PutObjectAsync(historyKey, local.ReadBytes(), labels, WriteCondition.None, cancellationToken: cancellationToken);
            session.Output.Notice($"another writer replaced an interrupted push of this vault; it was kept as {stamp}");
        }

        remote.Remember(remote.Known with { Pending = null });
    }

    private async Task RefuseUnseenAsync(
        LocalVault local, ObjectHead latest, bool needsPassphrase, CancellationToken cancellationToken)
    {
        if (latest.ETag == remote.Known.ETag || options.Force)
        {
            return;
        }

        if (await new KnownLatest(session).RecogniseLastSyncedAsync(latest, cancellationToken) is { } seen)
        {
            remote.Known = seen;
            return;
        }

        if (needsPassphrase)
        {
            throw Conflict(
                latest, "whether it holds the same secrets cannot be determined without the passphrase", "Set the passphrase and run PushVault again.");
        }

        if (remote.Known.ETag is null && !remote.Known.SeenAbsent)
        {
            var listing = await HistoryListing.ReadAsync(store, cancellationToken);
            var older = listing.WithContent(local.ComputeMd5(), local.Size).FirstOrDefault();
            throw older is null
                ? Conflict(
                    latest,
                    "this workspace has never synced with it",
                    $"{RemoteConflict.WaysOut} To start from latest instead: PullVault --force sets this file aside.")
                : Conflict(latest, $"the local vault is its older copy {older.Stamp}", RemoteConflict.NothingLost);
        }

        throw Conflict(
            latest,
            "this workspace has not seen it",
            remote.Known.Holds(local.Sha256) ? RemoteConflict.NothingLost : RemoteConflict.WaysOut);
    }

    private void RefuseOlder(LocalVault local, ObjectHead? latest, HistoryListing listing)
    {
        if (latest is not null && !options.Force && !mayBeOlder && OlderVersion.Of(remote.Known, local, latest, listing) is { } older)
        {
            throw older.Refusal(remote.Name, latest);
        }
    }

    private VaultException Conflict(ObjectHead latest, string why, string hint) =>
        VaultErrors.RemoteMoved.With($"not pushed: {remote.Name} holds {LatestVersion.Describe(latest)}, and {why}", hint);

    private async Task RequireConditionsAsync(ObjectHead? latest, CancellationToken cancellationToken)
    {
        var conditions = await remote.ConditionsAsync(latest, cancellationToken);
        remote.Known = remote.Known with { HonoursConditions = conditions == ConditionSupport.Honoured };
        if (conditions == ConditionSupport.Honoured)
        {
            return;
        }

        if (!session.Settings.UnsafeStore)
        {
            remote.Remember(remote.Known);
            throw VaultErrors.ConditionsNotHonoured.With(
                $"not pushed: {remote.Name} does not honour conditional writes, so two operators could overwrite each other unnoticed",
                "Use a bucket without versioning or another store, or accept the risk with 'vault.unsafe_store: true'.");
        }

        session.Output.Notice("the store does not honour conditional writes (vault.unsafe_store): a simultaneous push can be overwritten");
    }

    private async Task<PushResult> PushAsync(
        LocalVault local, VaultFacts facts, HeadResult head, HistoryListing listing, CancellationToken cancellationToken)
    {
        var retention = RecordedRetention.Of(head.Head, listing.Copies.Count > 0, session.Settings.PushRetention, session.Who);
        var kept = head.Head is { } latest
            ? await new LatestArchive(session).EnsureAsync(local, latest, listing, null, cancellationToken)
            : null;

        var stamp = listing.ForPush(head.ServerTime, kept?.Stamp);
        var made = new HistoryCopy(ObjectKeys.ForStamp(stamp), stamp, local.Size, "");
        var labels = PushLabels.Of(session, local, facts, made.Key, retention);
        var interrupted = remote.Known.Pending;
        remote.Remember(remote.Known with { Pending = new PendingPush(made.Key, local.Sha256) });

        var etag = await WriteLatestAsync(local, labels, head.Head, interrupted, cancellationToken);
        var before = remote.Known;
        remote.Remember(
            remote.Known.Saw(etag, local.Sha256, facts.TreeMac, stamp.ToString()).Synced(local.Sha256, stamp.ToString()), isSynced: true);

        if (!await new HistoryWrite(session).RunAsync(local, labels, etag, made.Key, head.Head?.ETag, cancellationToken))
        {
            remote.Remember(before with { Pending = interrupted });
            throw VaultErrors.StoreFailed.With(
                $"not pushed: {remote.Name} answered that latest was written, but it was not",
                "Run PushVault again; if it still fails, a proxy between here and the store may be answering instead.");
        }

        var pruned = await new PushPruning(session).RunAsync(
            listing, retention.Keep, kept is null ? [made] : [made, kept], cancellationToken);
        remote.Remember(remote.Known with { Pending = null });
        if (!session.Settings.HasKeepRules && retention.Keep > session.Settings.Retention && listing.Copies.Count + 1 > session.Settings.Retention)
        {
            session.Output.Notice($"{retention.Keep} copies are kept, as recorded by {PrintableText.OneLine(retention.By)}; PruneHistory applies the {session.Settings.Retention} of this machine");
        }

        return Result(PushOutcome.Pushed, local, etag, made.Key, labels.GetValueOrDefault(ObjectLabels.ContentSha256), pruned) with
        {
            Replaced = options.Force ? kept?.Stamp.ToString() : null,
        };
    }

    private async Task<string> WriteLatestAsync(
        LocalVault local,
        IReadOnlyDictionary<string, string> labels,
        ObjectHead? before,
        PendingPush? interrupted,
        CancellationToken cancellationToken)
    {
        var write = new LatestWrite(session);
        try
        {
            return await write.RunAsync(local, labels, before, remote.Known.HonoursConditions == true, cancellationToken);
        }
        catch (VaultException) when (!write.MayHaveWritten)
        {
            // Refused outright: this push never made these bytes latest, and no later run must treat it as unfinished. An earlier
            // interrupted push remains to be finished.
            remote.Remember(remote.Known with { Pending = interrupted });
            throw;
        }
    }

    private static string? StampOf(string? historyKey) => historyKey is null ? null : ObjectKeys.StampOf(historyKey)?.ToString();

    private PushResult Result(PushOutcome outcome, LocalVault local, string etag, string? historyKey, string? contentSha256, int pruned) =>
        new(
            outcome,
            session.Workspace.Location.File,
            remote.Name,
            ObjectKeys.Latest,
            etag,
            historyKey,
            StampOf(historyKey),
            local.Size,
            contentSha256,
            pruned,
            null);
}
