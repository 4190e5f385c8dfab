using TazPod.Vault.Errors;
using TazPod.Vault.History;
using TazPod.Vault.Results;
using TazPod.Vault.Settings;
using TazPod.Vault.Storage;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Verbs;

/// <summary>PushVault: vault file -> latest and its history copy, then retention.</summary>
/// <remarks>The order is what makes it safe at any instant: what stood at latest is in the history before it is replaced, the
/// replacement is a compare-and-swap, and what is left to do afterwards is on record before it starts.</remarks>
internal sealed class PushVerb(VaultSession session)
{
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(15);
    private readonly IObjectStore store = session.Store;
    private RemoteFacts remote = session.Remote;

    public async Task<PushResult> RunAsync(CancellationToken cancellationToken)
    {
        var local = await session.RequireVaultAsync(cancellationToken);
        var facts = FactsFor(local);
        var head = await store.HeadObjectAsync(VaultKeys.Latest, cancellationToken);
        NoteClock(head.ServerTime);

        if (head.Head is { } latest)
        {
            var sameness = await new Sameness(session, remote).CompareAsync(local, facts, latest, cancellationToken);
            remote = sameness.Remote;
            if (sameness.IsSame)
            {
                return await FinishAsync(local, latest, cancellationToken);
            }

            await KeepPendingAsync(local, latest, cancellationToken);
            await RefuseUnseenAsync(local, latest, cancellationToken);
        }
        else if (remote.ETag is not null)
        {
            session.Notice("latest was there before and is gone now: it is pushed anew");
        }

        await RequireConditionsAsync(head.Head, cancellationToken);
        return await PushAsync(local, facts, head, cancellationToken);
    }

    // Facts of bytes that nobody opened here yet: opened now if a passphrase is at hand, since a vault that was cut
    // or sealed with a mistyped passphrase must not become everybody's latest.
    private VaultFacts FactsFor(LocalVault local)
    {
        if (session.State.FactsOf(local.Sha256) is { } known)
        {
            return known;
        }

        if (session.State.File.Facts is { } other && other.Salt == local.Salt)
        {
            throw VaultErrors.VaultDamaged.With(
                $"'{session.Location.File}' is damaged: it starts like the vault that was here before and differs after that",
                "Run PullVault to set it aside and fetch latest, or SaveVault --force to seal the secrets directory anew.");
        }

        if (local.Bytes.Length < TazPodFormat.MinimumSize)
        {
            throw VaultErrors.VaultDamaged.With(
                $"'{session.Location.File}' has {local.Bytes.Length} bytes; the smallest vault has {TazPodFormat.MinimumSize}",
                "Run PullVault to set it aside and fetch latest.");
        }

        if (session.AtHand is not { } candidates)
        {
            return new VaultFacts(local.Sha256, local.Salt, null, null);
        }

        using var content = VaultContent.Open(local.Bytes, candidates, session.Location.File);
        var facts = content.FactsFor(local);
        session.State.Bind(facts);
        return facts;
    }

    private void NoteClock(DateTimeOffset serverTime)
    {
        var difference = session.Time.GetUtcNow() - serverTime;
        if (difference.Duration() > ClockTolerance)
        {
            var direction = difference > TimeSpan.Zero ? "ahead of" : "behind";
            session.Notice($"this machine's clock is {difference.Duration().TotalMinutes:0} minutes {direction} the store's, which is used");
        }
    }

    // Latest is what we have. Only an interrupted push leaves anything to do, and only it costs more than the HEAD.
    private async Task<PushResult> FinishAsync(LocalVault local, ObjectHead latest, CancellationToken cancellationToken)
    {
        var pruned = 0;
        var outcome = PushOutcome.Unchanged;
        var historyKey = latest.Label(ObjectLabels.HistoryKey);
        if (remote.Pending is { } pending)
        {
            outcome = PushOutcome.Finished;
            var listing = await HistoryListing.ReadAsync(store, cancellationToken);
            var archive = new LatestArchive(session);
            var copy = await archive.FindAsync(latest, listing, cancellationToken)
                ?? await archive.MakeAsync(latest, listing, VaultKeys.StampOf(pending.HistoryKey), cancellationToken);
            historyKey = copy.Key;
            pruned = await PruneAsync(listing, RecordedRetention(latest), copy.Key, latest, cancellationToken);
        }

        remote = remote with { Pending = null, SyncedSha256 = local.Sha256 };
        await session.RememberAsync(remote, cancellationToken);
        return Result(outcome, local, latest.ETag, historyKey, latest.Label(ObjectLabels.ContentSha256), pruned);
    }

    // An interrupted push of ours, and somebody who ignores conditions wrote over it before its copy was made:
    // our bytes are still here, so they go to their history key now.
    private async Task KeepPendingAsync(LocalVault local, ObjectHead latest, CancellationToken cancellationToken)
    {
        if (remote.Pending is not { } pending || pending.VaultSha256 != local.Sha256 || latest.ETag == remote.ETag)
        {
            return;
        }

        var listing = await HistoryListing.ReadAsync(store, cancellationToken);
        if (!listing.WithContent(local.Md5, local.Bytes.Length).Any())
        {
            var stamp = listing.FreeFrom(VaultKeys.StampOf(pending.HistoryKey) ?? new Stamp(latest.LastModified));
            var historyKey = VaultKeys.ForStamp(stamp);
            var labels = session.Labels(local, session.State.FactsOf(local.Sha256), historyKey, remote);
            await store.PutObjectAsync(historyKey, local.Bytes, labels, WriteCondition.None, cancellationToken: cancellationToken);
            session.Notice($"somebody wrote over an interrupted push of this vault; it was kept as {stamp}");
        }

        remote = remote with { Pending = null };
        await session.RememberAsync(remote, cancellationToken);
    }

    private async Task RefuseUnseenAsync(LocalVault local, ObjectHead latest, CancellationToken cancellationToken)
    {
        if (latest.ETag == remote.ETag || session.Settings.Force)
        {
            return;
        }

        if (remote.ETag is null && !remote.SeenAbsent)
        {
            var listing = await HistoryListing.ReadAsync(store, cancellationToken);
            var older = listing.WithContent(local.Md5, local.Bytes.Length).FirstOrDefault();
            throw older is null
                ? Conflict(latest, "this workspace has never synced with it", "In a fresh workspace run PullVault, SaveVault, PushVault, in that order.")
                : Conflict(latest, $"the vault here is its older copy {older.Stamp}", "Run PullVault: nothing here would be lost.");
        }

        throw Conflict(latest, "this workspace has not seen it", WaysOut);
    }

    private const string WaysOut =
        "Pull it into another --vault-file, merge by hand, and push with --force; what stands at latest is kept in the history.";

    private VaultException Conflict(ObjectHead latest, string why, string hint) =>
        VaultErrors.RemoteMoved.With(
            $"not pushed: {session.StoreName} holds {LatestVersion.Describe(latest)}, and {why}", hint);

    private async Task RequireConditionsAsync(ObjectHead? latest, CancellationToken cancellationToken)
    {
        var conditions = await session.ConditionsAsync(remote, latest, cancellationToken);
        remote = remote with { HonoursConditions = conditions == ConditionSupport.Honoured };
        if (conditions == ConditionSupport.Honoured)
        {
            return;
        }

        if (!session.Settings.UnsafeStore)
        {
            await session.RememberAsync(remote, cancellationToken);
            throw VaultErrors.ConditionsNotHonoured.With(
                $"not pushed: {session.StoreName} does not honour conditional writes, so two operators could overwrite each other unnoticed",
                "Use a bucket without versioning or another store, or accept the risk with 'vault.unsafe_store: true'.");
        }

        session.Notice("the store does not honour conditional writes (vault.unsafe_store): a push at the same moment may be overwritten");
    }

    private async Task<PushResult> PushAsync(LocalVault local, VaultFacts facts, HeadResult head, CancellationToken cancellationToken)
    {
        var listing = await HistoryListing.ReadAsync(store, cancellationToken);
        var archive = new LatestArchive(session);
        HistoryCopy? kept = null;
        if (head.Head is { } latest && await archive.FindAsync(latest, listing, cancellationToken) is null)
        {
            kept = await archive.MakeAsync(latest, listing, null, cancellationToken);
            session.Notice($"latest had no history copy; it was kept as {kept.Stamp} before it was replaced");
        }

        var stamp = listing.ForPush(head.ServerTime, kept?.Stamp);
        var historyKey = VaultKeys.ForStamp(stamp);
        var labels = session.Labels(local, facts, historyKey, remote);
        remote = remote with { Pending = new PendingPush(historyKey, local.Sha256) };
        await session.RememberAsync(remote, cancellationToken);

        var etag = await new LatestWrite(session).RunAsync(local, labels, head.Head, remote.HonoursConditions == true, cancellationToken);
        remote = remote.Saw(etag, local.Sha256, facts.TreeMac, stamp.ToString()) with { SyncedSha256 = local.Sha256 };
        await session.RememberAsync(remote, cancellationToken);

        await CopyAsync(local, labels, etag, historyKey, cancellationToken);
        var made = new HistoryCopy(historyKey, stamp, local.Bytes.Length, etag);
        var pruned = await PruneAsync(listing, RecordedRetention(head.Head), made.Key, null, cancellationToken, kept, made);
        remote = remote with { Pending = null };
        await session.RememberAsync(remote, cancellationToken);
        return Result(
            PushOutcome.Pushed, local, etag, historyKey, labels.GetValueOrDefault(ObjectLabels.ContentSha256), pruned);
    }

    // The store copies what stands at latest; if that is not what we just put there, somebody wrote in between and our
    // own bytes are sent to the history instead.
    private async Task CopyAsync(
        LocalVault local, IReadOnlyDictionary<string, string> labels, string etag, string historyKey, CancellationToken cancellationToken)
    {
        try
        {
            if (await TryCopyAsync(local, etag, historyKey, cancellationToken))
            {
                return;
            }

            await store.PutObjectAsync(historyKey, local.Bytes, labels, WriteCondition.None, session.Progress("uploading the history copy", local.Bytes.Length), cancellationToken);
        }
        catch (VaultException failure)
        {
            throw VaultErrors.CopyPending.With(
                $"latest is new, its history copy {VaultKeys.StampOf(historyKey)} is pending: {failure.Message}",
                "Run PushVault again: it makes the copy and sends nothing else.",
                failure);
        }
    }

    private async Task<bool> TryCopyAsync(LocalVault local, string etag, string historyKey, CancellationToken cancellationToken)
    {
        CopyResult copy;
        try
        {
            copy = await store.CopyObjectAsync(VaultKeys.Latest, etag, historyKey, cancellationToken);
        }
        catch (VaultException failure)
        {
            session.Detail($"the store did not copy ({failure.Message}); the bytes are sent again");
            return false;
        }

        if (copy.Outcome != CopyOutcome.Copied)
        {
            NoteCopy(copy.Outcome);
            return false;
        }

        if (copy.ETag == etag)
        {
            return true;
        }

        // Where ETags are not MD5s (encryption with managed keys) a faithful copy has another one: look at the copy itself.
        if (etag != local.Md5)
        {
            var made = await store.HeadObjectAsync(historyKey, cancellationToken);
            if (made.Head is { } head && head.Size == local.Bytes.Length && head.Label(ObjectLabels.VaultSha256) == local.Sha256)
            {
                return true;
            }
        }

        NoteCopy(CopyOutcome.SourceChanged);
        return false;
    }

    private void NoteCopy(CopyOutcome outcome)
    {
        if (outcome == CopyOutcome.NotSupported)
        {
            session.Detail("the store does not copy; the bytes are sent again");
            return;
        }

        session.Notice("another writer replaced latest right after this push; this push is in the history. Run VaultStatus, then PullVault");
    }

    private async Task<int> PruneAsync(
        HistoryListing listing,
        int recorded,
        string historyKey,
        ObjectHead? latest,
        CancellationToken cancellationToken,
        params HistoryCopy?[] made)
    {
        var copies = made.OfType<HistoryCopy>().Concat(listing.Copies).OrderByDescending(copy => copy.Stamp).ToList();
        var keep = Math.Max(session.Settings.Retention, recorded);
        var surplus = Retention.Surplus(
            copies, keep, copy => copy.Key == historyKey || (latest is not null && copy.ETag == latest.ETag && copy.Size == latest.Size));
        if (surplus.Count == 0)
        {
            return 0;
        }

        try
        {
            var deleted = await store.DeleteObjectsAsync([.. surplus.Select(copy => copy.Key)], cancellationToken);
            foreach (var error in deleted.Errors)
            {
                session.Notice($"old copy {error.Key} was not pruned: {error.Code} {error.Message}".TrimEnd());
            }

            return deleted.Deleted.Count;
        }
        catch (VaultException failure)
        {
            // The push itself is whole; what stays too long is only old. PruneHistory fails loudly for the same cause.
            session.Notice($"{ByteSize.Count(surplus.Count, "old copy", "old copies")} were not pruned: {failure.Message}");
            return 0;
        }
    }

    private static int RecordedRetention(ObjectHead? latest) =>
        latest?.Label(ObjectLabels.Retention) is { } text
        && int.TryParse(text, out var recorded) && recorded is >= Retention.Minimum and <= VaultSettings.MaximumRetention
            ? recorded
            : Retention.Minimum;

    private PushResult Result(PushOutcome outcome, LocalVault local, string etag, string? historyKey, string? contentSha256, int pruned) =>
        new(
            outcome,
            session.Location.File,
            session.StoreName,
            VaultKeys.Latest,
            etag,
            historyKey,
            historyKey is null ? null : VaultKeys.StampOf(historyKey)?.ToString(),
            local.Bytes.Length,
            contentSha256,
            pruned);
}
