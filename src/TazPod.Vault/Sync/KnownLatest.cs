using TazPod.Vault.Copies;
using TazPod.Vault.Downloads;
using TazPod.Vault.Errors;
using TazPod.Vault.History;
using TazPod.Vault.Session;
using TazPod.Vault.Storage;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Sync;

/// <summary>Recognises at latest what this workspace has seen, though the ETag there is not the one that it saw last.</summary>
internal sealed class KnownLatest(VaultSession session)
{
    /// <summary>A push of ours whose answer was lost, and the vault was saved anew since: nobody else has pushed.</summary>
    /// <returns>What is known of the remote then; the same as before when it is not so.</returns>
    public static RemoteFacts RecogniseOwn(RemoteFacts remote, ObjectHead latest) =>
        remote.Pending is { } pending && latest.ETag != remote.ETag
        && latest.Label(ObjectLabels.VaultSha256) == pending.VaultSha256
        && latest.Label(ObjectLabels.HistoryKey) == pending.HistoryKey
            ? remote.Saw(
                latest.ETag,
                pending.VaultSha256,
                latest.Label(ObjectLabels.TreeMac),
                ObjectKeys.StampOf(pending.HistoryKey)?.ToString())
            : remote;

    /// <summary>The bytes that this workspace synced last, under another address: the same store, or a copy of it. What is here comes from
    /// them, so replacing them undoes nothing. Only the last ones count: what was synced before them is an older version.</summary>
    /// <returns>What is known of the remote then; null when other bytes stand there.</returns>
    public async Task<RemoteFacts?> RecogniseLastSyncedAsync(RemoteFacts remote, ObjectHead latest, CancellationToken cancellationToken)
    {
        if (LastSynced(remote) is not { } last)
        {
            return null;
        }

        var isSameMd5 = latest.ETagIsMd5 && latest.ETag == last.ETag;
        var sha256 = isSameMd5 ? last.VaultSha256 : Claims(last, latest) ? await HashAsync(latest, cancellationToken) : null;
        if (!isSameMd5 && (sha256 is null || !IsOneOf(last, sha256)))
        {
            return null;
        }

        session.Output.Notice($"{session.Remote.Name} holds what this workspace last synced with {last.Endpoint}, bucket {last.Bucket}: it counts as seen");
        return remote.Saw(
            latest.ETag, sha256, sha256 == last.VaultSha256 ? last.TreeMac : null, LatestVersion.StampOf(latest).ToString());
    }

    /// <summary>Whether it is those bytes, as far as ETag and label tell: enough to inform, not to decide.</summary>
    public bool LooksLastSynced(RemoteFacts remote, ObjectHead latest) =>
        LastSynced(remote) is { } last
        && ((latest.ETagIsMd5 && latest.ETag == last.ETag)
            || (latest.Label(ObjectLabels.VaultSha256) is { } label && IsOneOf(last, label)));

    // The remote that was synced last stands at the end; under its own address its ETag tells.
    private RemoteFacts? LastSynced(RemoteFacts remote) =>
        session.Workspace.State.File.Remotes.LastOrDefault(other => other.SyncedSha256 is not null) is { } last && !last.IsAtPlaceOf(remote) ? last : null;

    private static bool IsOneOf(RemoteFacts last, string sha256) => sha256 == last.SyncedSha256 || sha256 == last.VaultSha256;

    // A label that speaks of other bytes saves the look; one that speaks of these is a claim.
    private static bool Claims(RemoteFacts last, ObjectHead latest) =>
        latest.Label(ObjectLabels.VaultSha256) is not { } label || IsOneOf(last, label);

    private async Task<string?> HashAsync(ObjectHead latest, CancellationToken cancellationToken)
    {
        session.Output.Detail("latest may be what this workspace last synced under another address: its bytes are looked at once");
        await using var download = await session.Remote.Store.GetObjectAsync(ObjectKeys.Latest, cancellationToken: cancellationToken);
        if (download.Head?.ETag != latest.ETag)
        {
            return null;
        }

        try
        {
            return (await new VerifiedDownload(session, download).CopyToAsync(Stream.Null, "looking at latest", cancellationToken)).Sha256;
        }
        catch (VaultException failure) when (failure.Error == VaultErrors.DownloadDamaged || failure.Error == VaultErrors.ArchiveTooLarge)
        {
            return null;
        }
    }
}
