namespace TazPod.Vault.Errors;

/// <summary>The exit code of a build that ran a vault task: one a class of outcome, so that a pipeline can branch on it.</summary>
public enum ExitCode
{
    /// <summary>Done, or nothing to do.</summary>
    Success = 0,

    /// <summary>A defect or a failure that no other code describes.</summary>
    Unexpected = 1,

    /// <summary>A wrong argument, setting, configuration file or secrets tree.</summary>
    Usage = 2,

    /// <summary>The vault, object, bucket or history copy asked for is not there.</summary>
    NotFound = 3,

    /// <summary>Missing or rejected credentials, or a permission that is lacking.</summary>
    Credentials = 4,

    /// <summary>The other side moved, local changes were not pushed, or another process holds the workspace.</summary>
    Conflict = 5,

    /// <summary>A wrong passphrase, or a vault that is damaged or hostile.</summary>
    Integrity = 6,

    /// <summary>The store cannot be reached or fails.</summary>
    StoreFailure = 7,

    /// <summary>This machine refuses: its file system is full, read-only or denies it, or its memory is not enough.</summary>
    FileSystem = 8,

    /// <summary>Stopped by the user or by a signal.</summary>
    Interrupted = 130,
}
