namespace TazPod.Vault.Archive.Entries;

/// <summary>What was left out of a tree or changed in it, without failing.</summary>
internal enum ArchiveNoticeKind
{
    /// <summary>A symbolic link, skipped because the options allow it.</summary>
    LinkLeftOut,

    /// <summary>Setuid, setgid or sticky bits, which are never kept.</summary>
    SpecialBitsDropped,

    /// <summary>A mode that denies the owner read access, which is not kept.</summary>
    OwnerMayRead,
}
