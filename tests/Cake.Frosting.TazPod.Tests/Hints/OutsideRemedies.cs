using TazPod.Vault.Errors;

namespace Cake.Frosting.TazPod.Tests.Hints;

/// <summary>Rows of the error table whose remedy is outside: no step of ours leads out of them.</summary>
internal static class OutsideRemedies
{
    public static IReadOnlyDictionary<VaultError, string> Reasons { get; } = new Dictionary<VaultError, string>
    {
        [VaultErrors.StoreUnreachable] = "a network or a server must answer again",
        [VaultErrors.BucketRefused] = "only S3 refuses a bucket; another name or owner is needed",
        [VaultErrors.ObjectArchived] = "S3 must bring the object back from its archive",
        [VaultErrors.TreeChanged] = "another program must stop writing",
        [VaultErrors.CredentialsMissing] = "credentials are set outside",
        [VaultErrors.CredentialsRejected] = "credentials are set outside",
        [VaultErrors.AccessDenied] = "the permission is granted outside",
        [VaultErrors.ClockSkewed] = "the machine's clock is set outside",
        [VaultErrors.ProfileUnusable] = "AWS's configuration files are written outside",
        [VaultErrors.LoginFailed] = "a person must log in, in a browser",
        [VaultErrors.FileDenied] = "the owner and the mode of a path are set outside",
        [VaultErrors.DiskFull] = "space is made outside",
        [VaultErrors.CommandFailed] = "the command is not ours",
        [VaultErrors.OutOfMemory] = "memory is provided outside",
        [VaultErrors.NoMemoryFileSystem] = "a file system in memory is mounted outside",
        [VaultErrors.SnapshotChanged] = "another program must stop writing",
        [VaultErrors.Unexpected] = "a defect of ours",
        [VaultErrors.Interrupted] = "nothing was refused: a user or a signal stopped the run",
        [VaultErrors.TimedOut] = "nothing was refused: a larger time limit, or the same step again",
    };
}
