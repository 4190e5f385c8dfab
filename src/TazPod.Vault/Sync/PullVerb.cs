using TazPod.Vault.Archive.Entries;
using TazPod.Vault.Copies;
using TazPod.Vault.Downloads;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;
using TazPod.Vault.History;
using TazPod.Vault.Opening;
using TazPod.Vault.Options;
using TazPod.Vault.Results;
using TazPod.Vault.Sealing;
using TazPod.Vault.Session;
using TazPod.Vault.Settings;
using TazPod.Vault.Storage;
using TazPod.Vault.Verbs;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Sync;

/// <summary>PullVault: downloads latest, or a history copy, to the vault file.</summary>
/// <remarks>The local file is replaced by one rename with bytes that are complete and checked, and only if its content is stored somewhere
/// else.</remarks>
/// <param name="session">The session.</param>
/// <param name="options">The options of the run.</param>
/// <param name="query">The request from before the workspace was locked; null if there was none.</param>
internal sealed class PullVerb(VaultSession session, PullOptions options, LatestQuery? query = null)
{
    /// <summary>The verb.</summary>
    public static readonly VerbDefinition<PullOptions, PullResult> Definition =
        new(PullResult.Name, "pull", "The store -> vault file; --index=N or --at=TIME: a history copy")
        {
            Details = "latest → vault file; `--index=2` or `--at=20260520T210000` pulls a history copy",
            Requests = "1 / 1; a copy 2",
            Examples = ["", "--index=2"],
            Reads = [.. SettingCatalog.OfStore, SettingCatalog.VaultFile, .. SettingCatalog.OfPassphrase, .. SettingCatalog.Common],
            Options = [OptionCatalog.Index, OptionCatalog.At, OptionCatalog.Force],
            NeedsStore = true,
            Key = KeyUse.Open,
            Writes = true,
            Lock = LockUse.WhenNeeded,
            IsRefusedDuringMerge = true,
            OptionsOf = PullOptions.Of,
            Run = PullAsync,
        };

    private readonly SessionRemote remote = session.Remote;
    private readonly IObjectStore store = session.Remote.Store;
    private readonly LocalGuard guard = new(session, options.Force);
    private bool isReceiving;

    // A workspace that already has latest writes nothing, and any number of runs can check this at the same time.
    private static async Task<PullResult> PullAsync(VaultSession session, PullOptions options, CancellationToken cancellationToken)
    {
        await using var query = await LatestQuery.SendAsync(session, options.Copy, cancellationToken);
        return query?.Unchanged
            ?? await session.HoldAsync(PullResult.Name, () => new PullVerb(session, options, query).RunAsync(cancellationToken), cancellationToken);
    }

    public Task<PullResult> RunAsync(CancellationToken cancellationToken) => RepeatedlyAsync(
        async local => options.Copy.IsLatest
            ? await PullLatestAsync(local, cancellationToken)
            : await PullCopyAsync(local, options.Copy, cancellationToken),
        cancellationToken);

    /// <summary>Pulls a copy that was chosen from a listing. The version of latest in that listing counts as seen by this
    /// workspace.</summary>
    public Task<PullResult> TakeAsync(HistoryListing listing, HistoryCopy copy, CancellationToken cancellationToken) =>
        RepeatedlyAsync(local => PullCopyAsync(local, listing, copy, cancellationToken), cancellationToken);

    private async Task<PullResult> RepeatedlyAsync(Func<LocalVault?, Task<PullResult>> pull, CancellationToken cancellationToken)
    {
        var local = query?.File(session.Workspace.Location.File) ?? LocalVault.Look(session.Workspace.Location.File, cancellationToken);
        var retries = new RetryPolicy(session);
        while (true)
        {
            try
            {
                return await pull(local);
            }
            catch (VaultException failure) when (isReceiving && retries.Allows(failure))
            {
                // The store retries requests. A response body that is interrupted or damaged in transit must be requested again here.
                isReceiving = false;
                retries.Again(failure);
            }
        }
    }

    private async Task<PullResult> PullLatestAsync(LocalVault? local, CancellationToken cancellationToken)
    {
        // The ETag may be sent only if exactly the file that it belongs to is still here.
        if (local is not null && remote.Known.ETag is { } seen && remote.Known.VaultSha256 == local.Sha256)
        {
            await using var download = query?.Take(seen) ?? await store.GetObjectAsync(ObjectKeys.Latest, seen, cancellationToken);
            if (download.Outcome == GetOutcome.NotModified)
            {
                return Unchanged(local, ObjectKeys.Latest, remote.Known.Stamp);
            }

            if (remote.Known.Holds(local.Sha256))
            {
                return await TakeLatestAsync(download, local, LocalFileState.InStore, cancellationToken);
            }
        }

        var state = LocalFileState.Absent;
        if (local is not null && !remote.Known.Holds(local.Sha256))
        {
            var listing = await HistoryListing.ReadAsync(store, cancellationToken);
            if (listing.Latest is { } latest && local.IsContentOf(latest.ETag, latest.Size))
            {
                remote.Known = remote.Known.Saw(latest.ETag, local.Sha256, session.Workspace.State.FactsOf(local.Sha256)?.TreeMac, StampFor(listing, latest));
                return Unchanged(local, ObjectKeys.Latest, remote.Known.Stamp);
            }

            state = await guard.JudgeAsync(local, listing, cancellationToken);
        }

        await using var plain = await store.GetObjectAsync(ObjectKeys.Latest, cancellationToken: cancellationToken);
        return await TakeLatestAsync(plain, local, state, cancellationToken);
    }

    private async Task<PullResult> TakeLatestAsync(
        ObjectDownload download, LocalVault? local, LocalFileState state, CancellationToken cancellationToken)
    {
        if (download.Outcome != GetOutcome.Found)
        {
            throw VaultErrors.ObjectNotFound.With(
                $"nothing has been pushed to {remote.Name} yet: there is no '{ObjectKeys.Latest}'",
                $"Run {(state == LocalFileState.Damaged ? "SaveVault --force" : "SaveVault")} and PushVault where the secrets are, or check the bucket and endpoint.");
        }

        var stamp = LatestVersion.StampOf(download.Head!).ToString();
        return await ReplaceAsync(
            download,
            ObjectKeys.Latest,
            stamp,
            local,
            state,
            (facts, head) => remote.Known.Saw(head.ETag, facts.VaultSha256, facts.TreeMac, stamp),
            cancellationToken);
    }

    private async Task<PullResult> PullCopyAsync(LocalVault? local, CopySelector selector, CancellationToken cancellationToken)
    {
        var listing = await HistoryListing.ReadAsync(store, cancellationToken);
        return await PullCopyAsync(local, listing, new CopyChoice(session).Choose(listing, selector), cancellationToken);
    }

    private async Task<PullResult> PullCopyAsync(
        LocalVault? local, HistoryListing listing, HistoryCopy copy, CancellationToken cancellationToken)
    {
        if (local is not null && local.IsContentOf(copy.ETag, copy.Size))
        {
            remote.Known = SawInListing(listing, copy, local.Sha256, session.Workspace.State.FactsOf(local.Sha256)?.TreeMac);
            return Unchanged(local, copy.Key, copy.Stamp.ToString());
        }

        var state = local is null ? LocalFileState.Absent
            : remote.Known.Holds(local.Sha256) ? LocalFileState.InStore
            : await guard.JudgeAsync(local, listing, cancellationToken);
        await using var download = await store.GetObjectAsync(copy.Key, cancellationToken: cancellationToken);
        if (download.Head?.ETag != copy.ETag)
        {
            throw VaultErrors.CopyNotFound.With(
                $"copy {copy.Stamp} in {remote.Name} was {(download.Head is null ? "removed" : "replaced")} while it was being pulled",
                "Run ListHistory and choose again.");
        }

        return await ReplaceAsync(
            download,
            copy.Key,
            copy.Stamp.ToString(),
            local,
            state,
            (facts, _) => SawInListing(listing, copy, facts.VaultSha256, facts.TreeMac),
            cancellationToken);
    }

    // The listing that showed the copy also showed latest's ETag, so a following push knows what it replaces.
    private RemoteFacts SawInListing(HistoryListing listing, HistoryCopy copy, string vaultSha256, string? treeMac) =>
        listing.Latest switch
        {
            null => remote.Known.SawNothing(),
            { } latest when latest.ETag == copy.ETag && latest.Size == copy.Size =>
                remote.Known.Saw(latest.ETag, vaultSha256, treeMac, copy.Stamp.ToString()),
            { } latest when latest.ETag == remote.Known.ETag => remote.Known,
            { } latest => remote.Known.Saw(latest.ETag, null, null, null),
        };

    private async Task<PullResult> ReplaceAsync(
        ObjectDownload download,
        string key,
        string stamp,
        LocalVault? local,
        LocalFileState state,
        Func<VaultFacts, ObjectHead, RemoteFacts> sees,
        CancellationToken cancellationToken)
    {
        var head = download.Head!;
        await using var staged = StagedFile.CreateOwn(session.Workspace.Location.Target);
        isReceiving = true;
        using var arriving = session.Passphrases.FindWithoutAsking() is { } candidates && head.Size <= VaultFormat.Current.MaximumSize ? new IncomingVault(head.Size, candidates) : null;
        var received = await new VerifiedDownload(session, download).CopyToAsync(staged.Stream, "downloading the vault", cancellationToken, arriving);
        isReceiving = false;
        staged.StartWriting();
        var sha256 = received.Sha256;
        var check = new PulledVault(session, options.Force).Check(staged.Stream, arriving, sha256, head, inspects: local is not null);
        if (!check.Opened && !received.IsVouchedFor && local?.Sha256 != sha256)
        {
            RequireNothingToReplace(local, head);
        }

        // Already ours, although nothing was recorded about it (sealed again, or a store whose ETags are not hashes).
        if (local is not null && local.Sha256 == sha256)
        {
            state = LocalFileState.InStore;
        }

        var aside = guard.SetAside(local, state, check.Opened, head);
        var difference = Compare(local, check.Manifest);
        LocalVault.RequireUnchanged(local, session.Workspace.Location.File);
        staged.Commit();
        RememberLabel(check.Facts, head);
        session.Workspace.State.Bind(check.Manifest is { } held ? check.Facts with { LocalMac = session.Workspace.LocalMac(held) } : check.Facts);
        remote.Remember(
            sees(check.Facts, head).Synced(sha256, stamp) with
            {
                Pending = remote.Known.Pending?.VaultSha256 == sha256 ? remote.Known.Pending : null,
            },
            isSynced: true);
        return new PullResult(
            PullOutcome.Pulled,
            session.Workspace.Location.File,
            remote.Name,
            key,
            stamp,
            received.Size,
            check.Facts.ContentSha256 ?? head.Label(ObjectLabels.ContentSha256),
            check.Opened,
            head.Label(ObjectLabels.PushedBy),
            aside,
            difference)
        { HadPassphrase = session.Passphrases.FindWithoutAsking() is not null, ETag = head.ETag, Verified = received.IsVouchedFor };
    }

    // A Go tool vault in a bucket with managed keys has no hash to compare. It may start a workspace. But existing content is worth more
    // than bytes that cannot be verified, even with --force.
    private void RequireNothingToReplace(LocalVault? local, ObjectHead head)
    {
        // Without a length, it is even unknown whether all bytes were received.
        if (local is not null || head.Size < 0)
        {
            throw VaultErrors.DownloadUnvouched.With(
                $"not pulled: the bytes of '{head.Key}' in {remote.Name} cannot be verified: the object has no hash, and the vault was not opened",
                "Nothing was replaced locally. Set the passphrase that opens it; opening the vault shows whether it is intact.");
        }
    }

    // Only for the summary: a vault that does not open here is not compared.
    private TreeCounts? Compare(LocalVault? local, ArchiveManifest? pulled)
    {
        if (local is null || pulled is null || session.Passphrases.FindWithoutAsking() is not { } candidates)
        {
            return null;
        }

        try
        {
            using var content = UnsealedVault.OpenInPlace(local, candidates, session.Workspace.Location.File);
            return content.ReadManifest() is { } held ? TreeDifference.Between(held, pulled).Counts : null;
        }
        catch (VaultException failure) when (failure.Error.ExitCode == ExitCode.Integrity)
        {
            return null;
        }
    }

    // The label that came with these bytes, or none: the previous file's label would be wrong.
    private void RememberLabel(VaultFacts facts, ObjectHead head)
    {
        if ((facts.ContentSha256 ?? head.Label(ObjectLabels.ContentSha256)) is { } label)
        {
            Sidecar.Write(session.Workspace.Location, label);
        }
        else
        {
            Sidecar.Drop(session.Workspace.Location);
        }
    }

    private PullResult Unchanged(LocalVault local, string key, string? stamp)
    {
        if (session.Workspace.State.FactsOf(local.Sha256)?.ContentSha256 is { } contentSha256)
        {
            // A run that was killed between writing the vault and its label left the label of other bytes.
            Sidecar.Ensure(session.Workspace.Location, contentSha256);
        }

        remote.Remember(remote.Known.Synced(local.Sha256, stamp), isSynced: true);
        return Unchanged(session, local, key, stamp, key == ObjectKeys.Latest ? remote.Known.ETag : null);
    }

    /// <summary>The result of a pull that found nothing new.</summary>
    public static PullResult Unchanged(VaultSession session, LocalVault local, string key, string? stamp, string? etag) =>
        new(
            PullOutcome.Unchanged,
            session.Workspace.Location.File,
            session.Remote.Name,
            key,
            stamp,
            local.Size,
            session.Workspace.State.FactsOf(local.Sha256)?.ContentSha256,
            false,
            null,
            null,
            null)
        { ETag = etag };

    private static string? StampFor(HistoryListing listing, ObjectInfo latest) =>
        listing.WithContent(latest.ETag, latest.Size).FirstOrDefault()?.Stamp.ToString();
}
