using TazPod.Vault.Errors;
using TazPod.Vault.Files;
using TazPod.Vault.History;
using TazPod.Vault.Results;
using TazPod.Vault.Settings;
using TazPod.Vault.Storage;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Verbs;

/// <summary>PullVault: latest, or a history copy, -> vault file.</summary>
/// <remarks>The local file is replaced by one rename of bytes that are complete and checked, and only when what it held stands
/// somewhere else.</remarks>
internal sealed class PullVerb(VaultSession session)
{
    private readonly IObjectStore store = session.Store;
    private readonly LocalGuard guard = new(session);
    private RemoteFacts remote = session.Remote;
    private bool isReceiving;

    public async Task<PullResult> RunAsync(CancellationToken cancellationToken)
    {
        var local = await LocalVault.ReadAsync(session.Location.File, cancellationToken);
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return session.Settings.Copy.IsLatest
                    ? await PullLatestAsync(local, cancellationToken)
                    : await PullCopyAsync(local, session.Settings.Copy, cancellationToken);
            }
            catch (VaultException failure) when (isReceiving && IsOfTheWay(failure) && attempt < session.Settings.Retries)
            {
                // The store retries requests; a body that breaks off or arrives changed is ours to ask for again.
                isReceiving = false;
                session.Detail($"{failure.Message}; trying again");
            }
        }
    }

    private static bool IsOfTheWay(VaultException failure) =>
        (failure.Error == VaultErrors.StoreUnreachable || failure.Error == VaultErrors.StoreFailed
            || failure.Error == VaultErrors.DownloadDamaged)
        && !failure.IsCausedBy<StoreSilentException>();

    private async Task<PullResult> PullLatestAsync(LocalVault? local, CancellationToken cancellationToken)
    {
        // The ETag may be sent only while the very file that it speaks of is here unchanged.
        if (local is not null && remote.ETag is { } seen && remote.VaultSha256 == local.Sha256)
        {
            await using var download = await store.GetObjectAsync(VaultKeys.Latest, seen, cancellationToken);
            if (download.Outcome == GetOutcome.NotModified)
            {
                remote = remote with { SyncedSha256 = local.Sha256 };
                return await UnchangedAsync(local, VaultKeys.Latest, remote.Stamp, cancellationToken);
            }

            if (LocalGuard.IsSynced(local, remote))
            {
                return await TakeLatestAsync(download, local, LocalStanding.Elsewhere, cancellationToken);
            }
        }

        var standing = LocalStanding.Absent;
        if (local is not null && !LocalGuard.IsSynced(local, remote))
        {
            var listing = await HistoryListing.ReadAsync(store, cancellationToken);
            if (listing.Latest is { } latest && local.IsContentOf(latest.ETag, latest.Size))
            {
                remote = remote.Saw(latest.ETag, local.Sha256, session.State.FactsOf(local.Sha256)?.TreeMac, StampFor(listing, latest));
                remote = remote with { SyncedSha256 = local.Sha256 };
                return await UnchangedAsync(local, VaultKeys.Latest, remote.Stamp, cancellationToken);
            }

            standing = await guard.JudgeAsync(local, listing, remote, cancellationToken);
        }

        await using var plain = await store.GetObjectAsync(VaultKeys.Latest, cancellationToken: cancellationToken);
        return await TakeLatestAsync(plain, local, standing, cancellationToken);
    }

    private async Task<PullResult> TakeLatestAsync(
        ObjectDownload download, LocalVault? local, LocalStanding standing, CancellationToken cancellationToken)
    {
        if (download.Outcome != GetOutcome.Found)
        {
            throw VaultErrors.ObjectNotFound.With(
                $"nothing has been pushed to {session.StoreName} yet: there is no '{VaultKeys.Latest}'",
                "Run SaveVault and PushVault where the secrets are, or check the bucket and endpoint.");
        }

        var stamp = LatestVersion.StampOf(download.Head!).ToString();
        return await ReplaceAsync(
            download,
            VaultKeys.Latest,
            stamp,
            local,
            standing,
            (facts, head) => remote.Saw(head.ETag, facts.VaultSha256, facts.TreeMac, stamp),
            cancellationToken);
    }

    private async Task<PullResult> PullCopyAsync(LocalVault? local, CopySelector selector, CancellationToken cancellationToken)
    {
        var listing = await HistoryListing.ReadAsync(store, cancellationToken);
        var copy = Choose(listing, selector);
        if (local is not null && local.IsContentOf(copy.ETag, copy.Size))
        {
            remote = SawInListing(listing, copy, local.Sha256, session.State.FactsOf(local.Sha256)?.TreeMac);
            remote = remote with { SyncedSha256 = local.Sha256 };
            return await UnchangedAsync(local, copy.Key, copy.Stamp.ToString(), cancellationToken);
        }

        var standing = local is null ? LocalStanding.Absent
            : LocalGuard.IsSynced(local, remote) ? LocalStanding.Elsewhere
            : await guard.JudgeAsync(local, listing, remote, cancellationToken);
        await using var download = await store.GetObjectAsync(copy.Key, cancellationToken: cancellationToken);
        if (download.Head?.ETag != copy.ETag)
        {
            throw VaultErrors.CopyNotFound.With(
                $"copy {copy.Stamp} in {session.StoreName} was {(download.Head is null ? "removed" : "replaced")} while it was being pulled",
                "Run ListHistory and choose again.");
        }

        return await ReplaceAsync(
            download,
            copy.Key,
            copy.Stamp.ToString(),
            local,
            standing,
            (facts, _) => SawInListing(listing, copy, facts.VaultSha256, facts.TreeMac),
            cancellationToken);
    }

    // The listing that showed the copy showed latest's ETag too: a push that follows has seen what it replaces.
    private RemoteFacts SawInListing(HistoryListing listing, HistoryCopy copy, string vaultSha256, string? treeMac) =>
        listing.Latest switch
        {
            null => remote.SawNothing(),
            { } latest when latest.ETag == copy.ETag && latest.Size == copy.Size =>
                remote.Saw(latest.ETag, vaultSha256, treeMac, copy.Stamp.ToString()),
            { } latest when latest.ETag == remote.ETag => remote,
            { } latest => remote.Saw(latest.ETag, null, null, null),
        };

    private HistoryCopy Choose(HistoryListing listing, CopySelector selector)
    {
        var copies = listing.Copies;
        if (copies.Count == 0)
        {
            throw VaultErrors.CopyNotFound.With(
                $"there is no history copy in {session.StoreName}", "Leave --index and --at out to pull latest, if there is one.");
        }

        if (selector.Index is { } index)
        {
            return index <= copies.Count
                ? copies[index - 1]
                : throw VaultErrors.CopyNotFound.With(
                    $"there is no copy {index}: {session.StoreName} has {ByteSize.Count(copies.Count, "history copy", "history copies")}",
                    $"Choose 1 (the newest) to {copies.Count}; ListHistory shows them.");
        }

        var instant = selector.NotAfter!.Value;
        var chosen = copies.FirstOrDefault(copy => copy.Stamp.Time <= instant)
            ?? throw VaultErrors.CopyNotFound.With(
                $"no copy in {session.StoreName} is as old as {new Stamp(instant)}; the oldest is {copies[^1].Stamp}",
                "ListHistory shows the copies there are.");
        session.Notice($"the newest copy not later than {new Stamp(instant)} is {chosen.Stamp}");
        return chosen;
    }

    private async Task<PullResult> ReplaceAsync(
        ObjectDownload download,
        string key,
        string stamp,
        LocalVault? local,
        LocalStanding standing,
        Func<VaultFacts, ObjectHead, RemoteFacts> sees,
        CancellationToken cancellationToken)
    {
        var head = download.Head!;
        await using var staged = StagedFile.Create(session.Location.File);
        isReceiving = true;
        var sha256 = await new Receipt(session, download).CopyToAsync(staged.Stream, "downloading the vault", cancellationToken);
        isReceiving = false;
        var check = await new PulledVault(session).CheckAsync(staged.Stream, sha256, head, cancellationToken);

        // Ours already, though no memory of it was left (another seal of it, or a store whose ETags tell nothing).
        if (local is not null && local.Sha256 == sha256)
        {
            standing = LocalStanding.Elsewhere;
        }

        var aside = await guard.SetAsideAsync(local, standing, check.Opened, head, cancellationToken);
        LocalVault.RequireUnchanged(local, session.Location.File);
        staged.Commit();
        await RememberLabelAsync(check.Facts, head, cancellationToken);
        session.State.Bind(check.Facts);
        await session.RememberAsync(
            sees(check.Facts, head) with
            {
                SyncedSha256 = sha256,
                Pending = remote.Pending?.VaultSha256 == sha256 ? remote.Pending : null,
            },
            cancellationToken);
        return new PullResult(
            PullOutcome.Pulled,
            session.Location.File,
            session.StoreName,
            key,
            stamp,
            head.Size,
            check.Facts.ContentSha256 ?? head.Label(ObjectLabels.ContentSha256),
            check.Opened,
            head.Label(ObjectLabels.PushedBy),
            aside)
        { HadPassphrase = session.AtHand is not null };
    }

    // The label that came with these bytes, or none: the label of the file that was here before would be a lie.
    private async Task RememberLabelAsync(VaultFacts facts, ObjectHead head, CancellationToken cancellationToken)
    {
        if ((facts.ContentSha256 ?? head.Label(ObjectLabels.ContentSha256)) is { } label)
        {
            await Sidecar.WriteAsync(session.Location, label, cancellationToken);
        }
        else
        {
            Sidecar.Drop(session.Location);
        }
    }

    private async Task<PullResult> UnchangedAsync(LocalVault local, string key, string? stamp, CancellationToken cancellationToken)
    {
        if (session.State.FactsOf(local.Sha256)?.ContentSha256 is { } contentSha256)
        {
            // A run that was killed between the vault and its label left the label of other bytes.
            await Sidecar.EnsureAsync(session.Location, contentSha256, cancellationToken);
        }

        if (remote != session.Remote)
        {
            await session.RememberAsync(remote, cancellationToken);
        }

        return new PullResult(
            PullOutcome.Unchanged,
            session.Location.File,
            session.StoreName,
            key,
            stamp,
            local.Bytes.Length,
            session.State.FactsOf(local.Sha256)?.ContentSha256,
            false,
            null,
            null);
    }

    private static string? StampFor(HistoryListing listing, ObjectInfo latest) =>
        listing.WithContent(latest.ETag, latest.Size).FirstOrDefault()?.Stamp.ToString();
}
