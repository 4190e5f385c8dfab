namespace TazPod.Vault.Sync;

/// <summary>What a pull may do with the vault file that stands here.</summary>
internal enum LocalVersion
{
    /// <summary>There is none.</summary>
    Absent,

    /// <summary>The same bytes stand in the store: it may be replaced.</summary>
    Elsewhere,

    /// <summary>The same bytes stood in another store, or in this one under another address, and do not stand here: set aside and
    /// replaced.</summary>
    InAnotherStore,

    /// <summary>It is no whole vault any more: it is set aside and replaced.</summary>
    Damaged,

    /// <summary>It may be damaged, or sealed with another passphrase: set aside and replaced if the passphrase opens the new one.</summary>
    DoesNotOpen,

    /// <summary>It holds changes that stand nowhere else, and the user forces the pull: set aside and replaced.</summary>
    Forced,
}
