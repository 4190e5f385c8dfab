namespace TazPod.Vault.Results;

/// <summary>What VerifyVault found out about one vault in the store.</summary>
public enum VaultCondition
{
    /// <summary>It opens, its archive was read to the end, and its labels are right.</summary>
    Whole,

    /// <summary>Its metadata raises no doubt; nobody looked at its bytes (<c>--fast</c>).</summary>
    Present,

    /// <summary>It is whole, and a label says otherwise.</summary>
    Mislabelled,

    /// <summary>It is whole, and a label that was wrong is right now.</summary>
    Repaired,

    /// <summary>Its label says that it was pushed under another stamp: copies were swapped, or one was put in another's place.</summary>
    Misplaced,

    /// <summary>Its bytes are those that were pushed, and this passphrase does not open them.</summary>
    OtherPassphrase,

    /// <summary>It does not open, and no label tells whether it is damaged or sealed with another passphrase.</summary>
    DoesNotOpen,

    /// <summary>It opens, and the archive inside is damaged or refused.</summary>
    Unreadable,

    /// <summary>The store has archived it, and does not hand it out before it is restored there.</summary>
    Archived,

    /// <summary>It is cut, or its bytes are not those that were pushed.</summary>
    Damaged,

    /// <summary>It is not there.</summary>
    Missing,
}
