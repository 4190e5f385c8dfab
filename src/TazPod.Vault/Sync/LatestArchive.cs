using TazPod.Vault.Copies;
using TazPod.Vault.Downloads;
using TazPod.Vault.Errors;
using TazPod.Vault.History;
using TazPod.Vault.Session;
using TazPod.Vault.Storage;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Sync;

/// <summary>Sees to it that what stands at latest stands in the history too, whoever wrote it.</summary>
internal sealed class LatestArchive(VaultSession session)
{
    // Keys in a row that others may take between the listing and the copy.
    private const int MostStamps = 10;
    private readonly IObjectStore store = session.Remote.Store;

    /// <summary>The copy that holds what stands at latest, made if there is none.</summary>
    /// <param name="local">The vault file.</param>
    /// <param name="latest">What stands there.</param>
    /// <param name="listing">The history.</param>
    /// <param name="wanted">The stamp for a new copy where latest names none; null takes the time of its writing.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="VaultException">4001 latest moved meanwhile; otherwise nothing may be replaced, since it could not be kept.</exception>
    public async Task<HistoryCopy> EnsureAsync(
        LocalVault local, ObjectHead latest, HistoryListing listing, Stamp? wanted, CancellationToken cancellationToken)
    {
        if (await FindAsync(latest, listing, cancellationToken) is { } copy)
        {
            return copy;
        }

        var made = await MakeAsync(local, latest, listing, wanted, cancellationToken);
        session.Output.Notice($"latest had no history copy; it was kept as {made.Stamp}");
        return made;
    }

    /// <summary>The copy that holds latest's bytes: by ETag and size; labels alone can lie. Where latest names its copy, an older one of
    /// equal bytes is not taken for it.</summary>
    private async Task<HistoryCopy?> FindAsync(ObjectHead latest, HistoryListing listing, CancellationToken cancellationToken)
    {
        if (listing.OfVersion(latest.ETag, latest.Size, LatestVersion.PushedAs(latest)).FirstOrDefault() is { } copy)
        {
            return copy;
        }

        // Where ETags are not MD5s (encryption with managed keys, multipart uploads), a copy has another one than its
        // source. There the copy that latest names counts when it is labelled with the same bytes: only our own PUT or
        // COPY writes that label.
        if (latest.ETagIsMd5 || latest.Label(ObjectLabels.VaultSha256) is not { } vaultSha256)
        {
            return null;
        }

        var named = listing.Copies.FirstOrDefault(
            candidate => candidate.Key == latest.Label(ObjectLabels.HistoryKey) && candidate.Size == latest.Size);
        if (named is null)
        {
            return null;
        }

        var head = await store.HeadObjectAsync(named.Key, cancellationToken);
        return head.Head?.Label(ObjectLabels.VaultSha256) == vaultSha256 ? named : null;
    }

    // Under its own stamp, or the first free second after it. A COPY takes what stands at latest when it is carried out. Only where
    // the condition on its source is known to be honoured, or where the bytes are safe here, may it be sent to a key that somebody
    // else may have filled since the listing: elsewhere a late COPY would put a newer version over the only copy of this one.
    private async Task<HistoryCopy> MakeAsync(
        LocalVault local, ObjectHead latest, HistoryListing listing, Stamp? wanted, CancellationToken cancellationToken)
    {
        var stamp = listing.FreeFrom(LatestVersion.PushedAs(latest) ?? wanted ?? LatestVersion.StampOf(latest));
        var isHere = latest.Label(ObjectLabels.VaultSha256) == local.Sha256 || (latest.ETagIsMd5 && local.IsContentOf(latest.ETag, latest.Size));
        return (store.Conditions == ConditionSupport.Honoured || isHere ? await TryCopyAsync(latest, stamp, cancellationToken) : null)
            ?? await SendAsync(latest, stamp, cancellationToken);
    }

    /// <returns>The copy, or null when the store does not copy, whatever it answers.</returns>
    private async Task<HistoryCopy?> TryCopyAsync(ObjectHead latest, Stamp stamp, CancellationToken cancellationToken)
    {
        var key = ObjectKeys.ForStamp(stamp);
        CopyResult copy;
        try
        {
            copy = await store.CopyObjectAsync(ObjectKeys.Latest, latest.ETag, key, cancellationToken);
        }
        catch (VaultException failure)
        {
            session.Output.Detail($"the store did not copy ({failure.Message}); the bytes take the way through here");
            return null;
        }

        if (copy.Outcome == CopyOutcome.NotSupported)
        {
            return null;
        }

        if (copy.Outcome != CopyOutcome.Copied || (latest.ETagIsMd5 && copy.ETag != latest.ETag))
        {
            throw await MovedAsync(latest, cancellationToken);
        }

        if ((await store.HeadObjectAsync(key, cancellationToken)).Head is not { } made)
        {
            session.Output.Detail("the store answered that it copied, and did not; the bytes take the way through here");
            return null;
        }

        return await IsFaithfulAsync(latest, made, cancellationToken)
            ? new HistoryCopy(key, stamp, latest.Size, made.ETag)
            : throw await MovedAsync(latest, cancellationToken);
    }

    private async Task<bool> IsFaithfulAsync(ObjectHead latest, ObjectHead made, CancellationToken cancellationToken) =>
        made.Size == latest.Size
        && (latest.ETagIsMd5
            ? made.ETag == latest.ETag
            : made.Label(ObjectLabels.VaultSha256) == latest.Label(ObjectLabels.VaultSha256)
                && (await store.HeadObjectAsync(ObjectKeys.Latest, cancellationToken)).Head?.ETag == latest.ETag);

    private async Task<HistoryCopy> SendAsync(ObjectHead latest, Stamp stamp, CancellationToken cancellationToken)
    {
        await using var download = await store.GetObjectAsync(ObjectKeys.Latest, cancellationToken: cancellationToken);
        if (download.Head?.ETag != latest.ETag)
        {
            throw await MovedAsync(latest, cancellationToken);
        }

        using var read = await VerifiedDownload.ReadAsync(session, download, "keeping what stands at latest", cancellationToken);
        if (read.Size != latest.Size)
        {
            throw VaultErrors.DownloadDamaged.With(
                $"not pushed: of what stands at latest in {session.Remote.Name} {read.Size} bytes came, and it has {latest.Size}",
                "Nothing was replaced. Run the same step again.");
        }

        for (var attempt = 0; attempt < MostStamps; attempt++, stamp = stamp.Next())
        {
            var key = ObjectKeys.ForStamp(stamp);
            var put = await store.PutObjectAsync(key, read.ReadBytes(), latest.Metadata, WriteCondition.IfAbsent, cancellationToken: cancellationToken);
            var there = (await store.HeadObjectAsync(key, cancellationToken)).Head;
            if (put.Outcome == PutOutcome.Stored)
            {
                return there?.ETag == put.ETag && there.Size == latest.Size
                    ? new HistoryCopy(key, stamp, latest.Size, put.ETag)
                    : throw VaultErrors.StoreFailed.With(
                        $"not pushed: {session.Remote.Name} answered that what stands at latest was kept as {stamp}, and it was not",
                        "Run PushVault again; if it stays so, something on the way answers in the store's place.");
            }

            // Somebody else has kept this very version meanwhile, or used that second for another one.
            if (there is { ETagIsMd5: true } && there.ETag == latest.ETag && there.Size == latest.Size)
            {
                return new HistoryCopy(key, stamp, latest.Size, there.ETag);
            }
        }

        throw VaultErrors.StoreFailed.With(
            $"not pushed: {session.Remote.Name} takes no history copy of what stands at latest", "Run PushVault again later.");
    }

    private async Task<VaultException> MovedAsync(ObjectHead latest, CancellationToken cancellationToken)
    {
        var now = (await store.HeadObjectAsync(ObjectKeys.Latest, cancellationToken)).Head;
        return now?.ETag == latest.ETag
            ? VaultErrors.StoreFailed.With(
                $"not pushed: {session.Remote.Name} says that latest changed during this push, and it has not", "Run PushVault again.")
            : RemoteConflict.CameFirst(session.Remote.Name, now);
    }
}
