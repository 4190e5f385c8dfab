namespace TazPod.Vault.Archive.Entries;

/// <summary>What was left out of a tree, or changed, without failing.</summary>
internal enum ArchiveNoticeKind
{
    /// <summary>A symbolic link, left out as the options allow.</summary>
    LinkLeftOut,

    /// <summary>Setuid, setgid or sticky bits, which are never kept.</summary>
    SpecialBitsDropped,

    /// <summary>A mode that forbids the owner to read, which is not kept.</summary>
    OwnerMayRead,
}
