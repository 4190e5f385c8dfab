namespace TazPod.Vault.Results;

/// <summary>The condition of one vault in the store, as found by VerifyVault.</summary>
public enum VaultCondition
{
    /// <summary>It opens, its archive was read to the end, and its labels are correct.</summary>
    Whole,

    /// <summary>Its metadata looks right; its bytes were not checked (<c>--fast</c>).</summary>
    Present,

    /// <summary>It is intact, but a label is wrong.</summary>
    Mislabelled,

    /// <summary>It is intact, and a wrong label was corrected.</summary>
    Repaired,

    /// <summary>Its label says that it was pushed under another stamp: copies were swapped, or one was overwritten with another.</summary>
    Misplaced,

    /// <summary>Its bytes are the pushed ones, but this passphrase does not open them.</summary>
    OtherPassphrase,

    /// <summary>It does not open, and no label shows whether it is damaged or sealed with another passphrase.</summary>
    DoesNotOpen,

    /// <summary>It opens, but the archive inside is damaged or refused.</summary>
    Unreadable,

    /// <summary>It is archived and must be restored in the store before it can be downloaded.</summary>
    Archived,

    /// <summary>It is truncated, or its bytes differ from the pushed ones.</summary>
    Damaged,

    /// <summary>It does not exist.</summary>
    Missing,
}
