using TazPod.Vault.Copies;
using TazPod.Vault.Downloads;
using TazPod.Vault.Errors;
using TazPod.Vault.History;
using TazPod.Vault.Session;
using TazPod.Vault.Storage;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Sync;

/// <summary>Recognises content at latest that this workspace has seen, although the ETag differs from the one seen last.</summary>
internal sealed class KnownLatest(VaultSession session)
{
    private readonly SessionRemote remote = session.Remote;

    /// <summary>Recognises a push of ours whose response was lost, if the vault was saved again since: no one else has pushed.</summary>
    /// <returns>The new facts about the remote; the known ones if this is not the case.</returns>
    public RemoteFacts RecogniseOwn(ObjectHead latest) =>
        remote.Known.Pending is { } pending && latest.ETag != remote.Known.ETag
        && latest.Label(ObjectLabels.VaultSha256) == pending.VaultSha256
        && latest.Label(ObjectLabels.HistoryKey) == pending.HistoryKey
            ? remote.Known.Saw(
                latest.ETag,
                pending.VaultSha256,
                latest.Label(ObjectLabels.TreeMac),
                ObjectKeys.StampOf(pending.HistoryKey)?.ToString())
            : remote.Known;

    /// <summary>Recognises the bytes that this workspace synced last at another address: the same store, or a copy of it. The local content
    /// is based on them, so replacing them loses nothing. Only the last ones count; anything synced earlier is an older version.</summary>
    /// <returns>The new facts about the remote; null if latest has other bytes.</returns>
    public async Task<RemoteFacts?> RecogniseLastSyncedAsync(ObjectHead latest, CancellationToken cancellationToken)
    {
        if (LastSynced is not { } last)
        {
            return null;
        }

        var isSameMd5 = latest.ETagIsMd5 && latest.ETag == last.ETag;
        var sha256 = isSameMd5 ? last.VaultSha256 : Claims(last, latest) ? await HashAsync(latest, cancellationToken) : null;
        if (!isSameMd5 && (sha256 is null || !IsOneOf(last, sha256)))
        {
            return null;
        }

        session.Output.Notice($"{remote.Name} holds what this workspace last synced with {last.Endpoint}, bucket {last.Bucket}, so it counts as seen");
        return remote.Known.Saw(
            latest.ETag, sha256, sha256 == last.VaultSha256 ? last.TreeMac : null, LatestVersion.StampOf(latest).ToString());
    }

    /// <summary>Whether latest seems to hold those bytes, judged by ETag and label: good enough to inform, not to decide.</summary>
    public bool LooksLastSynced(ObjectHead latest) =>
        LastSynced is { } last
        && ((latest.ETagIsMd5 && latest.ETag == last.ETag)
            || (latest.Label(ObjectLabels.VaultSha256) is { } label && IsOneOf(last, label)));

    // The last synced remote is at the end of the list. At its own address, its ETag decides.
    private RemoteFacts? LastSynced =>
        session.Workspace.State.File.Remotes.LastOrDefault(other => other.SyncedSha256 is not null) is { } last && !last.IsAtPlaceOf(remote.Known) ? last : null;

    private static bool IsOneOf(RemoteFacts last, string sha256) => sha256 == last.SyncedSha256 || sha256 == last.VaultSha256;

    // A label for other bytes makes the check unnecessary. A label for these bytes is only a claim.
    private static bool Claims(RemoteFacts last, ObjectHead latest) =>
        latest.Label(ObjectLabels.VaultSha256) is not { } label || IsOneOf(last, label);

    private async Task<string?> HashAsync(ObjectHead latest, CancellationToken cancellationToken)
    {
        session.Output.Detail("latest may be what this workspace last synced at another address; checking its bytes once");
        await using var download = await remote.Store.GetObjectAsync(ObjectKeys.Latest, cancellationToken: cancellationToken);
        if (download.Head?.ETag != latest.ETag)
        {
            return null;
        }

        try
        {
            return (await new VerifiedDownload(session, download).CopyToAsync(Stream.Null, "checking latest", cancellationToken)).Sha256;
        }
        catch (VaultException failure) when (failure.Error == VaultErrors.DownloadDamaged || failure.Error == VaultErrors.ArchiveTooLarge)
        {
            return null;
        }
    }
}
