using TazPod.Vault.Errors;
using TazPod.Vault.History;
using TazPod.Vault.Storage;

namespace TazPod.Vault.Verbs;

/// <summary>Sees to it that what stands at latest stands in the history too, whoever wrote it.</summary>
internal sealed class LatestArchive(VaultSession session)
{
    private readonly IObjectStore store = session.Store;

    /// <summary>The copy that holds latest's bytes: by ETag and size; labels alone can lie.</summary>
    public async Task<HistoryCopy?> FindAsync(ObjectHead latest, HistoryListing listing, CancellationToken cancellationToken)
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

    /// <summary>Copies latest into the history under its own stamp, or the first free second after it.</summary>
    /// <exception cref="VaultException">4001 latest moved meanwhile; otherwise nothing may be replaced, since it could not be kept.</exception>
    public async Task<HistoryCopy> MakeAsync(
        ObjectHead latest, HistoryListing listing, Stamp? wanted, CancellationToken cancellationToken)
    {
        var stamp = listing.FreeFrom(wanted ?? LatestVersion.StampOf(latest));
        var key = VaultKeys.ForStamp(stamp);
        var copy = await store.CopyObjectAsync(VaultKeys.Latest, latest.ETag, key, cancellationToken);
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
