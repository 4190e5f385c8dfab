namespace TazPod.Vault.Merging;

/// <summary>Which side settles what both sides changed.</summary>
internal enum ConflictChoice
{
    /// <summary>Neither: it is a conflict.</summary>
    None,

    /// <summary>What ours has.</summary>
    Ours,

    /// <summary>What theirs has.</summary>
    Theirs,
}
