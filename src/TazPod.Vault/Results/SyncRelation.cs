namespace TazPod.Vault.Results;

/// <summary>Who is ahead: the local vault file or latest.</summary>
public enum SyncRelation
{
    /// <summary>Neither is there.</summary>
    NothingAnywhere,

    /// <summary>Only latest is there: pull.</summary>
    OnlyRemote,

    /// <summary>Only the local file is there: push.</summary>
    OnlyLocal,

    /// <summary>Both hold the same.</summary>
    InSync,

    /// <summary>The local file changed since it was last synced: push.</summary>
    LocalAhead,

    /// <summary>Latest changed since it was last synced: pull.</summary>
    RemoteAhead,

    /// <summary>Both changed: a push and a pull are both refused until somebody decides.</summary>
    Diverged,

    /// <summary>They differ, and this workspace has never synced with that store: pull tells more.</summary>
    Unrelated,

    /// <summary>The local file is no whole vault: a pull sets it aside and takes latest.</summary>
    Damaged,
}
