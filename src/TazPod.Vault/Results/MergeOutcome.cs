namespace TazPod.Vault.Results;

/// <summary>The outcome of MergeVault.</summary>
public enum MergeOutcome
{
    /// <summary>There was nothing to merge: latest has not changed since the version that the local secrets descend from.</summary>
    Unchanged,

    /// <summary>The changes and conflicts were only listed.</summary>
    Planned,

    /// <summary>There were no local changes, or the same ones as at latest; the bytes of latest were taken, as by PullVault.</summary>
    Taken,

    /// <summary>A new local vault was sealed. It descends from latest, so PushVault pushes it.</summary>
    Merged,

    /// <summary>Both sides changed the same secrets. The merged tree waits in the secrets directory for a user, or nothing was changed if
    /// there is none.</summary>
    Conflicts,

    /// <summary>A merge that waited was undone.</summary>
    Aborted,
}
