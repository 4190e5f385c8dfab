using TazPod.Vault.Errors;
using TazPod.Vault.History;
using TazPod.Vault.Storage;

namespace TazPod.Vault.Verbs;

/// <summary>Sees to it that what stands at latest stands in the history too, whoever wrote it.</summary>
internal sealed class LatestArchive(VaultSession session)
{
    private readonly IObjectStore store = session.Store;

    /// <summary>The copy that holds what stands at latest, made if there is none.</summary>
    /// <param name="latest">What stands there.</param>
    /// <param name="listing">The history.</param>
    /// <param name="wanted">The stamp for a new copy; null takes latest's own.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="VaultException">4001 latest moved meanwhile; otherwise nothing may be replaced, since it could not be kept.</exception>
    public async Task<HistoryCopy> EnsureAsync(
        ObjectHead latest, HistoryListing listing, Stamp? wanted, CancellationToken cancellationToken)
    {
        if (await FindAsync(latest, listing, cancellationToken) is { } copy)
        {
            return copy;
        }

        var made = await MakeAsync(latest, listing, wanted, cancellationToken);
        session.Notice($"latest had no history copy; it was kept as {made.Stamp}");
        return made;
    }

    /// <summary>The copy that holds latest's bytes: by ETag and size; labels alone can lie.</summary>
    private async Task<HistoryCopy?> FindAsync(ObjectHead latest, HistoryListing listing, CancellationToken cancellationToken)
    {
        if (listing.WithContent(latest.ETag, latest.Size).FirstOrDefault() is { } copy)
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

    // Under its own stamp, or the first free second after it.
    private async Task<HistoryCopy> MakeAsync(
        ObjectHead latest, HistoryListing listing, Stamp? wanted, CancellationToken cancellationToken)
    {
        var stamp = listing.FreeFrom(wanted ?? LatestVersion.StampOf(latest));
        var key = VaultKeys.ForStamp(stamp);
        var copy = await CopyAsync(latest, key, cancellationToken);
        var etag = copy.Outcome switch
        {
            CopyOutcome.Copied => copy.ETag,
            CopyOutcome.NotSupported => await SendAsync(latest, key, cancellationToken),
            _ => throw Moved(),
        };

        if (etag != latest.ETag && !(await IsFaithfulAsync(latest, key, cancellationToken)))
        {
            throw Moved();
        }

        return new HistoryCopy(key, stamp, latest.Size, etag);
    }

    private async Task<CopyResult> CopyAsync(ObjectHead latest, string key, CancellationToken cancellationToken)
    {
        try
        {
            return await store.CopyObjectAsync(VaultKeys.Latest, latest.ETag, key, cancellationToken);
        }
        catch (VaultException failure)
        {
            session.Detail($"the store did not copy ({failure.Message}); the bytes take the way through here");
            return new CopyResult(CopyOutcome.NotSupported);
        }
    }

    private async Task<bool> IsFaithfulAsync(ObjectHead latest, string key, CancellationToken cancellationToken)
    {
        if (latest.ETagIsMd5)
        {
            return false;
        }

        var made = await store.HeadObjectAsync(key, cancellationToken);
        return made.Head is { } head && head.Size == latest.Size
            && head.Label(ObjectLabels.VaultSha256) == latest.Label(ObjectLabels.VaultSha256)
            && (await store.HeadObjectAsync(VaultKeys.Latest, cancellationToken)).Head?.ETag == latest.ETag;
    }

    private async Task<string> SendAsync(ObjectHead latest, string key, CancellationToken cancellationToken)
    {
        await using var download = await store.GetObjectAsync(VaultKeys.Latest, cancellationToken: cancellationToken);
        if (download.Head?.ETag != latest.ETag)
        {
            throw Moved();
        }

        var bytes = await session.ReadAllAsync(download, "keeping what stands at latest", cancellationToken);
        var put = await store.PutObjectAsync(key, bytes, latest.Metadata, WriteCondition.None, cancellationToken: cancellationToken);
        return put.ETag;
    }

    private VaultException Moved() =>
        VaultErrors.RemoteMoved.With(
            $"not pushed: latest in {session.StoreName} changed during this push",
            "Run VaultStatus to see who pushed, then PullVault.");
}
