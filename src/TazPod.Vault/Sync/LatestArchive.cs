using TazPod.Vault.Copies;
using TazPod.Vault.Downloads;
using TazPod.Vault.Errors;
using TazPod.Vault.History;
using TazPod.Vault.Session;
using TazPod.Vault.Storage;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Sync;

/// <summary>Ensures that latest is also in the history, whoever wrote it.</summary>
internal sealed class LatestArchive(VaultSession session)
{
    // How many consecutive stamps other writers may take between the listing and the copy.
    private const int MostStamps = 10;
    private readonly IObjectStore store = session.Remote.Store;

    /// <summary>The history copy of latest. It is made if there is none.</summary>
    /// <param name="local">The vault file.</param>
    /// <param name="latest">The object at latest.</param>
    /// <param name="listing">The history.</param>
    /// <param name="wanted">The stamp for a new copy if latest's label names none; null to use the time when latest was written.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="VaultException">4001: latest changed meanwhile; otherwise nothing may be replaced, since latest could not be
    /// kept.</exception>
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

    /// <summary>Finds the copy with latest's bytes, by ETag and size; labels alone can be wrong. If latest's label names its copy, an older
    /// copy of equal bytes does not count.</summary>
    private async Task<HistoryCopy?> FindAsync(ObjectHead latest, HistoryListing listing, CancellationToken cancellationToken)
    {
        if (listing.OfVersion(latest.ETag, latest.Size, LatestVersion.PushedAs(latest)).FirstOrDefault() is { } copy)
        {
            return copy;
        }

        // If ETags are not MD5s (encryption with managed keys, multipart uploads), a copy's ETag differs from its source's. Then the copy
        // named by latest's label counts if it is labelled with the same bytes: only our own PUT or COPY writes that label.
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

    // Uses its own stamp, or the first free second after it. A COPY copies latest as of the time when it is executed. So it may be sent to
    // a key that another writer may have filled since the listing only if the condition on its source is known to be honoured, or if the
    // bytes are safe locally. Otherwise, a late COPY could put a newer version over the only copy of this one.
    private async Task<HistoryCopy> MakeAsync(
        LocalVault local, ObjectHead latest, HistoryListing listing, Stamp? wanted, CancellationToken cancellationToken)
    {
        var stamp = listing.FreeFrom(LatestVersion.PushedAs(latest) ?? wanted ?? LatestVersion.StampOf(latest));
        var isHere = latest.Label(ObjectLabels.VaultSha256) == local.Sha256 || (latest.ETagIsMd5 && local.IsContentOf(latest.ETag, latest.Size));
        return (store.Conditions == ConditionSupport.Honoured || isHere ? await TryCopyAsync(latest, stamp, cancellationToken) : null)
            ?? await SendAsync(latest, stamp, cancellationToken);
    }

    /// <returns>The copy, or null if the store did not copy, whatever it answered.</returns>
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
            session.Output.Detail($"the store did not copy ({failure.Message}); downloading and uploading the bytes instead");
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
            session.Output.Detail("the store answered that it copied, but it did not; downloading and uploading the bytes instead");
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

        using var read = await VerifiedDownload.ReadAsync(session, download, "keeping latest", cancellationToken);
        if (read.Size != latest.Size)
        {
            throw VaultErrors.DownloadDamaged.With(
                $"not pushed: only {read.Size} of {latest.Size} bytes of latest in {session.Remote.Name} were received",
                "Nothing was replaced. Run the same step again.");
        }

        for (var attempt = 0; attempt < MostStamps; attempt++, stamp = stamp.Next())
        {
            var key = ObjectKeys.ForStamp(stamp);
            var put = await store.PutObjectAsync(key, read.ReadBytes(), latest.Metadata, WriteCondition.IfAbsent, cancellationToken: cancellationToken);
            var stored = (await store.HeadObjectAsync(key, cancellationToken)).Head;
            if (put.Outcome == PutOutcome.Stored)
            {
                return stored?.ETag == put.ETag && stored.Size == latest.Size
                    ? new HistoryCopy(key, stamp, latest.Size, put.ETag)
                    : throw VaultErrors.StoreFailed.With(
                        $"not pushed: {session.Remote.Name} answered that latest was copied to {stamp}, but it was not",
                        "Run PushVault again; if it still fails, a proxy between here and the store may be answering instead.");
            }

            // Another writer has kept exactly this version meanwhile, or used that second for another one.
            if (stored is { ETagIsMd5: true } && stored.ETag == latest.ETag && stored.Size == latest.Size)
            {
                return new HistoryCopy(key, stamp, latest.Size, stored.ETag);
            }
        }

        throw VaultErrors.StoreFailed.With(
            $"not pushed: {session.Remote.Name} does not accept a history copy of latest", "Run PushVault again later.");
    }

    private async Task<VaultException> MovedAsync(ObjectHead latest, CancellationToken cancellationToken)
    {
        var now = (await store.HeadObjectAsync(ObjectKeys.Latest, cancellationToken)).Head;
        return now?.ETag == latest.ETag
            ? VaultErrors.StoreFailed.With(
                $"not pushed: {session.Remote.Name} reports that latest changed during this push, but it has not", "Run PushVault again.")
            : RemoteConflict.CameFirst(session.Remote.Name, now);
    }
}
