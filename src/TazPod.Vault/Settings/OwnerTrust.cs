namespace TazPod.Vault.Settings;

/// <summary>Why a file or directory is trusted, or that it is not.</summary>
internal enum OwnerTrust
{
    /// <summary>It belongs to another user: not trusted.</summary>
    None,

    /// <summary>It cannot be examined.</summary>
    Unreadable,

    /// <summary>It belongs to the current user.</summary>
    Ours,

    /// <summary>It belongs to root, who could change anything anyway.</summary>
    Roots,

    /// <summary>It belongs to the user who called <c>sudo</c>.</summary>
    SudoCallers,

    /// <summary>It belongs to the owner of the directory that root works in, such as a pipeline's checkout.</summary>
    WorkingDirectoryOwners,

    /// <summary>The environment says to trust it.</summary>
    Environment,

    /// <summary>This system has no file owners to check.</summary>
    NotJudged,
}
