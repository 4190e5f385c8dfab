using TazPod.Vault.Copies;
using TazPod.Vault.Errors;
using TazPod.Vault.History;
using TazPod.Vault.Options;
using TazPod.Vault.Results;
using TazPod.Vault.Session;
using TazPod.Vault.Settings;
using TazPod.Vault.Storage;
using TazPod.Vault.Verbs;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Sync;

/// <summary>VaultStatus: shows the local and the remote vault, which one is ahead, and the secrets directory. Nothing is written. The
/// second request only shows whether a vault that differs from latest is an older copy.</summary>
internal sealed class StatusVerb(VaultSession session)
{
    /// <summary>The verb.</summary>
    public static readonly VerbDefinition<NoOptions, StatusResult> Definition =
        new(StatusResult.Name, "status", "Shows secrets, local and remote vault, and which is ahead")
        {
            Details = "shows secrets directory, local and remote vault, and which one is ahead",
            Requests = "1 / 2",
            Examples = ["", "--result=status.json"],
            Reads = [.. SettingCatalog.OfStore, SettingCatalog.VaultFile, SettingCatalog.SecretsDirectory, .. SettingCatalog.Common],
            NeedsStore = true,
            OptionsOf = NoOptions.Of,
            Run = static (session, _, cancel) => new StatusVerb(session).RunAsync(cancel),
        };

    public async Task<StatusResult> RunAsync(CancellationToken cancellationToken)
    {
        var local = LocalVault.Look(session.Workspace.Location.File, cancellationToken);
        var secrets = session.Host.KnowsSecrets ? new SecretsComparison(session).Compare(local, cancellationToken) : null;
        var latest = await FindLatestAsync(local, secrets, cancellationToken);
        var facts = local is null ? null : session.Workspace.State.FactsOf(local.Sha256);
        var remote = latest is null ? session.Remote.Known : new KnownLatest(session).RecogniseOwn(latest);
        var relation = local?.Damage(session.Workspace.State.File.Facts) is null ? Relate(local, facts, latest, remote) : SyncRelation.Damaged;
        var older = relation is SyncRelation.LocalAhead or SyncRelation.Diverged or SyncRelation.Unrelated
            ? await FindOlderAsync(remote, local!, latest!, cancellationToken)
            : null;
        return new StatusResult(
            older is null ? relation : SyncRelation.OlderCopy,
            session.Workspace.Location.File,
            session.Remote.Name,
            local is null ? null : Describe(local, facts, remote, older?.Copy),
            latest is null ? null : Describe(latest, remote),
            remote.Pending?.HistoryKey)
        {
            OlderCopy = older?.Copy,
            Secrets = secrets,
            Merge = session.Workspace.State.File.Merge is { } merge ? new WaitingMergeStatus(merge.Directory, merge.Suffix, merge.Kept) : null,
        };
    }

    private async Task<ObjectHead?> FindLatestAsync(LocalVault? local, SecretsStatus? secrets, CancellationToken cancellationToken)
    {
        try
        {
            var latest = (await session.Remote.Store.HeadObjectAsync(ObjectKeys.Latest, cancellationToken)).Head;
            if (latest is null)
            {
                // A HEAD cannot distinguish an empty bucket from a missing one; a listing can.
                await session.Remote.Store.ListObjectsAsync(ObjectKeys.Latest, cancellationToken);
            }

            return latest;
        }
        catch (VaultException)
        {
            // What is here can be shown without the store, and a user who is offline wants to know it.
            var file = session.Workspace.Location.File;
            var here = local is null ? $"there is no vault file at '{file}'" : $"'{file}' holds {ByteSize.Format(local.Size)}";
            session.Output.Notice($"only this machine was looked at: {here}{(secrets is null ? "" : $"; {secrets}")}");
            throw;
        }
    }

    private async Task<OlderVersion?> FindOlderAsync(RemoteFacts remote, LocalVault local, ObjectHead latest, CancellationToken cancellationToken)
    {
        try
        {
            return OlderVersion.Of(remote, local, latest, await HistoryListing.ReadAsync(session.Remote.Store, cancellationToken));
        }
        catch (VaultException failure) when (failure.Error == VaultErrors.AccessDenied)
        {
            session.Output.Notice("whether the local vault is an older copy was not checked: these credentials cannot list the bucket");
            return null;
        }
    }

    private SyncRelation Relate(LocalVault? local, VaultFacts? facts, ObjectHead? latest, RemoteFacts remote)
    {
        if (local is null || latest is null)
        {
            return (local, latest) switch
            {
                (null, null) => SyncRelation.NothingAnywhere,
                (null, _) => SyncRelation.OnlyRemote,
                _ => SyncRelation.OnlyLocal,
            };
        }

        if (IsSame(local, facts, latest, remote))
        {
            return SyncRelation.InSync;
        }

        var isSeenElsewhere = latest.ETag != remote.ETag && new KnownLatest(session).LooksLastSynced(latest);
        var remoteMoved = latest.ETag != remote.ETag && !isSeenElsewhere;
        var localMoved = session.Workspace.State.File.Remotes.All(other => local.Sha256 != other.SyncedSha256);
        return (remoteMoved, localMoved) switch
        {
            _ when remote.ETag is null && !isSeenElsewhere => SyncRelation.Unrelated,
            (true, false) => SyncRelation.RemoteAhead,
            (true, true) => SyncRelation.Diverged,
            _ => SyncRelation.LocalAhead,
        };
    }

    private static bool IsSame(LocalVault local, VaultFacts? facts, ObjectHead latest, RemoteFacts remote)
    {
        var (vaultSha256, treeMac) = latest.ETag == remote.ETag && remote.VaultSha256 is not null
            ? (remote.VaultSha256, remote.TreeMac)
            : (latest.Label(ObjectLabels.VaultSha256), latest.Label(ObjectLabels.TreeMac));
        return vaultSha256 == local.Sha256
            || (treeMac is not null && treeMac == facts?.TreeMac)
            || (latest.ETagIsMd5 && local.IsContentOf(latest.ETag, latest.Size));
    }

    private static VaultVersion Describe(LocalVault local, VaultFacts? facts, RemoteFacts remote, CopyPosition? older) => new(
        local.Modified,
        local.Size,
        older?.Stamp ?? (remote.VaultSha256 == local.Sha256 ? remote.Stamp : null),
        local.Sha256,
        facts?.ContentSha256,
        null,
        null)
    {
        Revision = facts?.Revision is { Number: > 0 } revision ? revision.Number : null,
    };

    private static VaultVersion Describe(ObjectHead latest, RemoteFacts remote) => new(
        latest.LastModified,
        latest.Size,
        LatestVersion.StampOf(latest).ToString(),
        latest.Label(ObjectLabels.VaultSha256) ?? (latest.ETag == remote.ETag ? remote.VaultSha256 : null),
        latest.Label(ObjectLabels.ContentSha256),
        latest.Label(ObjectLabels.PushedBy),
        latest.Label(ObjectLabels.PushedFrom))
    {
        Revision = ObjectLabels.RevisionOf(latest),
    };
}
