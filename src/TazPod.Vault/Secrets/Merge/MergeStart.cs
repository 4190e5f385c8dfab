using TazPod.Vault.Errors;
using TazPod.Vault.Results;
using TazPod.Vault.Session;
using TazPod.Vault.Sync;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Secrets.Merge;

/// <summary>The state in which a merge starts: what is merged, and from which versions it descends.</summary>
internal sealed class MergeStart
{
    private MergeStart(LocalVault? file, SecretsStatus? secrets, SyncState state, RemoteFacts remote)
    {
        File = file;
        var origin = secrets is null ? null : state.Secrets(secrets.Directory);
        IsUnlocked = secrets?.State is SecretsState.Clean or SecretsState.Edited or SecretsState.Outdated or SecretsState.EditedAndOutdated;
        IsFromDirectory = secrets?.State is SecretsState.Edited or SecretsState.EditedAndOutdated;
        IsFileStored = file is not null && remote.Holds(file.Sha256);
        IsClean = secrets?.State == SecretsState.Clean;
        IsOutdated = secrets?.State == SecretsState.EditedAndOutdated;
        FileBase = remote.Base is { } here && here.VaultSha256 == state.Base?.VaultSha256 ? here : state.Base;
        DirectoryBase = origin is null ? null : state.BaseOf(origin);
        LocalBase = DirectoryBase is { } version && (origin!.VaultSha256 == version.VaultSha256 || origin.LocalMac == version.LocalMac) ? version : null;
    }

    /// <summary>The vault file; null if there is none.</summary>
    public LocalVault? File { get; }

    /// <summary>Whether a secrets directory was unlocked or saved here.</summary>
    public bool IsUnlocked { get; }

    /// <summary>Whether the secrets directory was edited, so that it is the local side of the merge. Otherwise that is the vault
    /// file.</summary>
    public bool IsFromDirectory { get; }

    /// <summary>Whether the secrets directory has the content of the vault file.</summary>
    public bool IsClean { get; }

    /// <summary>Whether the vault file is known to be in the store, so that replacing it loses nothing.</summary>
    public bool IsFileStored { get; }

    /// <summary>Whether the edited secrets directory comes from another vault than the vault file.</summary>
    public bool IsOutdated { get; }

    /// <summary>Whether the vault file has changes that are neither in the store nor in the edited secrets directory. Both are merged
    /// first.</summary>
    public bool HasTwoLocalSides => IsOutdated && !IsFileStored;

    /// <summary>The version that the vault file descends from; null if unknown.</summary>
    public StoredVersion? FileBase { get; }

    /// <summary>The version that the secrets directory descends from; null if unknown.</summary>
    public StoredVersion? DirectoryBase { get; }

    /// <summary>The version that the secrets directory and the vault file descend from. Null if that is unknown, as when the directory was
    /// unlocked from a vault that was never pushed.</summary>
    public StoredVersion? LocalBase { get; }

    /// <summary>The version that the local side and latest descend from; null if unknown.</summary>
    public StoredVersion? Base => IsFromDirectory && !HasTwoLocalSides ? DirectoryBase : FileBase;

    /// <summary>Finds it out. Nothing is opened.</summary>
    /// <exception cref="VaultException">6001: there is nothing local to merge. 3002: the vault file is damaged.</exception>
    public static MergeStart Find(VaultSession session, CancellationToken cancellationToken)
    {
        var file = LocalVault.Look(session.Workspace.Location.File, cancellationToken);
        if (file?.Damage(session.Workspace.State.File.Facts) is { } damage)
        {
            throw VaultErrors.VaultDamaged.With(
                $"not merged: '{session.Workspace.Location.File}' {damage}", "Run PullVault to set it aside and fetch latest.");
        }

        var start = new MergeStart(
            file, new SecretsComparison(session).Compare(file, cancellationToken), session.Workspace.State, session.Remote.Known);
        if (file is null && !start.IsFromDirectory)
        {
            session.Workspace.RequireVaultFile();
        }

        return start;
    }
}
