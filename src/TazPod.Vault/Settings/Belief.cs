namespace TazPod.Vault.Settings;

/// <summary>Why a file or directory is believed, or that it is not.</summary>
internal enum Belief
{
    /// <summary>It belongs to somebody else.</summary>
    None,

    /// <summary>It cannot be looked at.</summary>
    Unreadable,

    /// <summary>It belongs to who runs this.</summary>
    Ours,

    /// <summary>It belongs to root, who could change anything anyway.</summary>
    Roots,

    /// <summary>It belongs to who called <c>sudo</c>.</summary>
    SudoCallers,

    /// <summary>It belongs to the owner of the directory that root works in: a pipeline's checkout.</summary>
    WorkingDirectoryOwners,

    /// <summary>The environment says so.</summary>
    Told,

    /// <summary>This system has no owners to go by.</summary>
    NotJudged,
}
