namespace TazPod.Vault.Results;

/// <summary>Which side is ahead: the local vault file or latest.</summary>
public enum SyncRelation
{
    /// <summary>Neither exists.</summary>
    NothingAnywhere,

    /// <summary>Only latest exists: pull.</summary>
    OnlyRemote,

    /// <summary>Only the local file exists: push.</summary>
    OnlyLocal,

    /// <summary>Both are the same.</summary>
    InSync,

    /// <summary>The local file changed since it was last synced: push.</summary>
    LocalAhead,

    /// <summary>Latest changed since it was last synced: pull.</summary>
    RemoteAhead,

    /// <summary>Both changed: push and pull are refused until the user decides.</summary>
    Diverged,

    /// <summary>They differ, and this workspace has never synced with that store. A pull provides more information.</summary>
    Unrelated,

    /// <summary>The local file is not a complete vault: a pull sets it aside and fetches latest.</summary>
    Damaged,

    /// <summary>The local file is a version older than latest: pull, or restore it. A push is refused.</summary>
    OlderCopy,
}
