namespace TazPod.Vault.Errors;

/// <summary>The exit code of a build that ran a vault task. Each class of outcome has its own code, so that a pipeline can branch on
/// it.</summary>
public enum ExitCode
{
    /// <summary>Done, or there was nothing to do.</summary>
    Success = 0,

    /// <summary>A defect or a failure that no other code describes.</summary>
    Unexpected = 1,

    /// <summary>A wrong argument, setting, configuration file or secrets tree.</summary>
    Usage = 2,

    /// <summary>The requested vault, object, bucket or history copy does not exist.</summary>
    NotFound = 3,

    /// <summary>Missing or rejected credentials, or a missing permission.</summary>
    Credentials = 4,

    /// <summary>The remote side has changed, local changes were not pushed, or another process holds the workspace.</summary>
    Conflict = 5,

    /// <summary>A wrong passphrase, or a vault that is damaged or hostile.</summary>
    Integrity = 6,

    /// <summary>The store cannot be reached, or failed.</summary>
    StoreFailure = 7,

    /// <summary>A problem with this machine: the file system is full, read-only or denies access, or there is not enough memory.</summary>
    FileSystem = 8,

    /// <summary>Stopped by the user or by a signal.</summary>
    Interrupted = 130,
}
