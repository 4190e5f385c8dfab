namespace TazPod.Vault.Sync;

/// <summary>The state of the local vault file that a pull would replace.</summary>
internal enum LocalFileState
{
    /// <summary>There is no file.</summary>
    Absent,

    /// <summary>The same bytes are in the store: it can be replaced.</summary>
    InStore,

    /// <summary>The same bytes were in another store, or in this one at another address, but are not in this store: it is set aside and
    /// replaced.</summary>
    InAnotherStore,

    /// <summary>It is no longer a complete vault: it is set aside and replaced.</summary>
    Damaged,

    /// <summary>It may be damaged, or sealed with another passphrase: it is set aside and replaced if the passphrase opens the new
    /// one.</summary>
    DoesNotOpen,

    /// <summary>It holds changes that are stored nowhere else, and the user forces the pull: it is set aside and replaced.</summary>
    Forced,
}
