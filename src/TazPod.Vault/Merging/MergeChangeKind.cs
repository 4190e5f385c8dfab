namespace TazPod.Vault.Merging;

/// <summary>What a merge does to an entry of ours.</summary>
internal enum MergeChangeKind
{
    /// <summary>Ours does not have it.</summary>
    Added,

    /// <summary>Its content or mode is that of theirs.</summary>
    Changed,

    /// <summary>Theirs removed it.</summary>
    Removed,

    /// <summary>Its content has changes of both sides.</summary>
    Combined,
}
