using System.Reflection;

namespace TazPod.Vault.Errors;

/// <summary>The error table: every failure class with its stable code and exit code.</summary>
public static class VaultErrors
{
    // 1xxx: usage and configuration.
    /// <summary>TAZPOD1001.</summary>
    public static readonly VaultError InvalidSetting = new("TAZPOD1001", ExitCode.Usage, "A setting has a value that is not allowed.");

    /// <summary>TAZPOD1002.</summary>
    public static readonly VaultError UnknownSetting = new("TAZPOD1002", ExitCode.Usage, "A setting or argument is unknown, most likely misspelt.");

    /// <summary>TAZPOD1003.</summary>
    public static readonly VaultError InvalidConfigurationFile = new("TAZPOD1003", ExitCode.Usage, "The configuration file cannot be read or is not valid YAML.");

    /// <summary>TAZPOD1004.</summary>
    public static readonly VaultError ContradictingSettings = new("TAZPOD1004", ExitCode.Usage, "Two settings exclude each other.");

    /// <summary>TAZPOD1005.</summary>
    public static readonly VaultError PassphraseMissing = new("TAZPOD1005", ExitCode.Usage, "A passphrase is needed, but none was given.");

    /// <summary>TAZPOD1006.</summary>
    public static readonly VaultError PassphraseUnusable = new("TAZPOD1006", ExitCode.Usage, "The passphrase is empty or odd, the two entries did not match, or its file cannot be read.");

    /// <summary>TAZPOD1007.</summary>
    public static readonly VaultError SecretsDirectoryRefused = new("TAZPOD1007", ExitCode.Usage, "This directory can never be a secrets directory.");

    /// <summary>TAZPOD1008.</summary>
    public static readonly VaultError EmptyTree = new("TAZPOD1008", ExitCode.Usage, "The secrets directory is empty.");

    /// <summary>TAZPOD1009.</summary>
    public static readonly VaultError ConfirmationMissing = new("TAZPOD1009", ExitCode.Usage, "A step that replaces something was not confirmed, and nobody is available to confirm it.");

    /// <summary>TAZPOD1010.</summary>
    public static readonly VaultError ConfigurationNotTrusted = new("TAZPOD1010", ExitCode.Usage, "The configuration belongs to another user, or cannot be read.");

    /// <summary>TAZPOD1011.</summary>
    public static readonly VaultError OutsideWorkspace = new("TAZPOD1011", ExitCode.Usage, "The configuration file names a place outside its workspace.");

    // 2xxx: the store.
    /// <summary>TAZPOD2001.</summary>
    public static readonly VaultError BucketNotFound = new("TAZPOD2001", ExitCode.NotFound, "The bucket does not exist.");

    /// <summary>TAZPOD2002.</summary>
    public static readonly VaultError ObjectNotFound = new("TAZPOD2002", ExitCode.NotFound, "The object does not exist; nothing has been pushed there yet.");

    /// <summary>TAZPOD2003.</summary>
    public static readonly VaultError CopyNotFound = new("TAZPOD2003", ExitCode.NotFound, "The requested history copy does not exist.");

    /// <summary>TAZPOD2004.</summary>
    public static readonly VaultError StoreUnreachable = new("TAZPOD2004", ExitCode.StoreFailure, "The store cannot be reached, or did not answer in time.");

    /// <summary>TAZPOD2005.</summary>
    public static readonly VaultError StoreFailed = new("TAZPOD2005", ExitCode.StoreFailure, "The store reported a failure, or its answer is not that of an S3 server.");

    /// <summary>TAZPOD2006.</summary>
    public static readonly VaultError ConditionsNotHonoured = new("TAZPOD2006", ExitCode.Usage, "The store ignores conditional writes, and unsafe stores were not allowed.");

    /// <summary>TAZPOD2007.</summary>
    public static readonly VaultError CopyPending = new("TAZPOD2007", ExitCode.StoreFailure, "Latest was updated, but its history copy is still missing.");

    /// <summary>TAZPOD2008.</summary>
    public static readonly VaultError DownloadDamaged = new("TAZPOD2008", ExitCode.Integrity, "The object's bytes differ from those that were pushed.");

    /// <summary>TAZPOD2009.</summary>
    public static readonly VaultError DeletionsFailed = new("TAZPOD2009", ExitCode.StoreFailure, "Some history copies could not be deleted.");

    /// <summary>TAZPOD2010.</summary>
    public static readonly VaultError BucketRefused = new("TAZPOD2010", ExitCode.Usage, "The bucket cannot be created: its name, region or owner is wrong.");

    /// <summary>TAZPOD2011.</summary>
    public static readonly VaultError DownloadUnvouched = new("TAZPOD2011", ExitCode.Integrity, "The downloaded bytes cannot be verified, and would replace a vault.");

    /// <summary>TAZPOD2012.</summary>
    public static readonly VaultError ObjectArchived = new("TAZPOD2012", ExitCode.StoreFailure, "The object is archived in the store and cannot be downloaded.");

    // 3xxx: sealing and archive.
    /// <summary>TAZPOD3001.</summary>
    public static readonly VaultError VaultDoesNotOpen = new("TAZPOD3001", ExitCode.Integrity, "The passphrase is wrong, or the vault is damaged.");

    /// <summary>TAZPOD3002.</summary>
    public static readonly VaultError VaultDamaged = new("TAZPOD3002", ExitCode.Integrity, "The vault file is truncated or damaged, regardless of the passphrase.");

    /// <summary>TAZPOD3003.</summary>
    public static readonly VaultError ArchiveDamaged = new("TAZPOD3003", ExitCode.Integrity, "The archive inside the vault is damaged.");

    /// <summary>TAZPOD3004.</summary>
    public static readonly VaultError ArchiveUnsafe = new("TAZPOD3004", ExitCode.Integrity, "The archive inside the vault holds an entry that is never extracted.");

    /// <summary>TAZPOD3005.</summary>
    public static readonly VaultError ArchiveTooLarge = new("TAZPOD3005", ExitCode.Integrity, "The vault or its archive is larger than the limits of the format.");

    /// <summary>TAZPOD3006.</summary>
    public static readonly VaultError EntryRefused = new("TAZPOD3006", ExitCode.Usage, "The secrets directory holds something that a vault cannot keep.");

    /// <summary>TAZPOD3007.</summary>
    public static readonly VaultError TreeTooLarge = new("TAZPOD3007", ExitCode.Usage, "The secrets directory is larger than the limits of the format.");

    /// <summary>TAZPOD3008.</summary>
    public static readonly VaultError TreeChanged = new("TAZPOD3008", ExitCode.FileSystem, "The secrets directory changed while it was being read.");

    /// <summary>TAZPOD3009.</summary>
    public static readonly VaultError VerificationFailed = new("TAZPOD3009", ExitCode.Integrity, "A vault in the store is missing, damaged, or does not open.");

    /// <summary>TAZPOD3010.</summary>
    public static readonly VaultError EntryNotFound = new("TAZPOD3010", ExitCode.NotFound, "The vault holds no file with this name.");

    /// <summary>TAZPOD3011.</summary>
    public static readonly VaultError EntryNotUsable = new("TAZPOD3011", ExitCode.Usage, "A file in the vault does not have the requested format, or sets a variable that decides which code runs.");

    // 4xxx: conflict.
    /// <summary>TAZPOD4001.</summary>
    public static readonly VaultError RemoteMoved = new("TAZPOD4001", ExitCode.Conflict, "Latest holds a change that this workspace has not seen.");

    /// <summary>TAZPOD4002.</summary>
    public static readonly VaultError UnpushedChanges = new("TAZPOD4002", ExitCode.Conflict, "The local vault holds changes that were never pushed.");

    /// <summary>TAZPOD4003.</summary>
    public static readonly VaultError StaleTree = new("TAZPOD4003", ExitCode.Conflict, "The secrets directory comes from an older vault than the current one.");

    /// <summary>TAZPOD4004.</summary>
    public static readonly VaultError SecretsEdited = new("TAZPOD4004", ExitCode.Conflict, "The secrets directory holds content that is not known to be in a vault.");

    /// <summary>TAZPOD4005.</summary>
    public static readonly VaultError WorkspaceBusy = new("TAZPOD4005", ExitCode.Conflict, "Another process is working on this vault.");

    /// <summary>TAZPOD4006.</summary>
    public static readonly VaultError OlderCopy = new("TAZPOD4006", ExitCode.Conflict, "The local vault is an older copy of what the store holds.");

    /// <summary>TAZPOD4007.</summary>
    public static readonly VaultError MergeConflicts = new("TAZPOD4007", ExitCode.Conflict, "Both sides changed the same secrets.");

    /// <summary>TAZPOD4008.</summary>
    public static readonly VaultError MergePending = new("TAZPOD4008", ExitCode.Conflict, "A merge waits to be saved or undone.");

    // 5xxx: credentials and permissions.
    /// <summary>TAZPOD5001.</summary>
    public static readonly VaultError CredentialsMissing = new("TAZPOD5001", ExitCode.Credentials, "No credentials were found, or only half a pair.");

    /// <summary>TAZPOD5002.</summary>
    public static readonly VaultError CredentialsRejected = new("TAZPOD5002", ExitCode.Credentials, "The store does not accept the credentials.");

    /// <summary>TAZPOD5003.</summary>
    public static readonly VaultError AccessDenied = new("TAZPOD5003", ExitCode.Credentials, "The store denied access: a permission is missing, or a policy forbids it.");

    /// <summary>TAZPOD5004.</summary>
    public static readonly VaultError ClockSkewed = new("TAZPOD5004", ExitCode.Credentials, "This machine's clock differs too much from the store's.");

    /// <summary>TAZPOD5005.</summary>
    public static readonly VaultError ProfileUnusable = new("TAZPOD5005", ExitCode.Credentials, "The profile is unknown, cannot be read, or its session has expired.");

    /// <summary>TAZPOD5006.</summary>
    public static readonly VaultError LoginFailed = new("TAZPOD5006", ExitCode.Credentials, "The login failed: nobody was available to log in, or it was refused or took too long.");

    // 6xxx: this machine's files.
    /// <summary>TAZPOD6001.</summary>
    public static readonly VaultError VaultNotFound = new("TAZPOD6001", ExitCode.NotFound, "There is no vault file here.");

    /// <summary>TAZPOD6002.</summary>
    public static readonly VaultError SecretsNotFound = new("TAZPOD6002", ExitCode.NotFound, "There is no secrets directory here.");

    /// <summary>TAZPOD6003.</summary>
    public static readonly VaultError FileDenied = new("TAZPOD6003", ExitCode.FileSystem, "A file or directory cannot be read or written: permission, or a read-only file system.");

    /// <summary>TAZPOD6004.</summary>
    public static readonly VaultError DiskFull = new("TAZPOD6004", ExitCode.FileSystem, "The file system is full.");

    /// <summary>TAZPOD6005.</summary>
    public static readonly VaultError FileFailed = new("TAZPOD6005", ExitCode.FileSystem, "A file operation failed.");

    /// <summary>TAZPOD6006.</summary>
    public static readonly VaultError CommandFailed = new("TAZPOD6006", ExitCode.Unexpected, "The command failed; the exit code is the command's.");

    /// <summary>TAZPOD6007.</summary>
    public static readonly VaultError OutOfMemory = new("TAZPOD6007", ExitCode.FileSystem, "There is not enough memory on this machine, or within the limit for this process.");

    /// <summary>TAZPOD6008.</summary>
    public static readonly VaultError NotOurs = new("TAZPOD6008", ExitCode.Integrity, "A file, directory or link that another user may have put there is in a place that this tool uses.");

    /// <summary>TAZPOD6009.</summary>
    public static readonly VaultError NoMemoryFileSystem = new("TAZPOD6009", ExitCode.FileSystem, "There is no file system in memory for secrets that a program reads as files.");

    // 7xxx: lineages.
    /// <summary>TAZPOD7001.</summary>
    public static readonly VaultError LineageEmpty = new("TAZPOD7001", ExitCode.NotFound, "The lineage holds no snapshot yet.");

    /// <summary>TAZPOD7002.</summary>
    public static readonly VaultError LineageIncoherent = new("TAZPOD7002", ExitCode.Integrity, "The lineage's pointer and its slots do not match.");

    /// <summary>TAZPOD7003.</summary>
    public static readonly VaultError LineageMoved = new("TAZPOD7003", ExitCode.Conflict, "Another push to this lineage finished first.");

    /// <summary>TAZPOD7004.</summary>
    public static readonly VaultError GenerationNotFound = new("TAZPOD7004", ExitCode.NotFound, "The lineage does not hold the requested generation.");

    /// <summary>TAZPOD7005.</summary>
    public static readonly VaultError LineageUnclear = new("TAZPOD7005", ExitCode.Usage, "There are several lineages, and none was chosen.");

    /// <summary>TAZPOD7006.</summary>
    public static readonly VaultError GlobalPointerPending = new("TAZPOD7006", ExitCode.StoreFailure, "The lineage's pointer was updated, but the global pointer is still to be written.");

    /// <summary>TAZPOD7007.</summary>
    public static readonly VaultError VaultLineagePending = new("TAZPOD7007", ExitCode.StoreFailure, "Latest was updated, but the vault's lineage is still to be written.");

    /// <summary>TAZPOD7008.</summary>
    public static readonly VaultError SnapshotNotFound = new("TAZPOD7008", ExitCode.NotFound, "There is no snapshot file here.");

    /// <summary>TAZPOD7009.</summary>
    public static readonly VaultError SnapshotRefused = new("TAZPOD7009", ExitCode.Usage, "No snapshot file was named, or it is empty, too large, or not a regular file.");

    /// <summary>TAZPOD7010.</summary>
    public static readonly VaultError SnapshotChanged = new("TAZPOD7010", ExitCode.FileSystem, "The snapshot file changed while it was being read.");

    /// <summary>TAZPOD7011.</summary>
    public static readonly VaultError SnapshotNewer = new("TAZPOD7011", ExitCode.Conflict, "The local file is newer than the generation, and the lineage does not hold its content.");

    /// <summary>TAZPOD7012.</summary>
    public static readonly VaultError LineageStoreNotFound = new("TAZPOD7012", ExitCode.Usage, "The bucket or directory does not exist, so its lineages are unknown.");

    /// <summary>TAZPOD7013.</summary>
    public static readonly VaultError LineageForeign = new("TAZPOD7013", ExitCode.Usage, "Another tool keeps its snapshots at this place, in its own layout.");

    /// <summary>TAZPOD7014.</summary>
    public static readonly VaultError AnchorMissing = new("TAZPOD7014", ExitCode.Integrity, "The snapshot is whole, but the local vault has no file to unseal it with.");

    /// <summary>TAZPOD7015.</summary>
    public static readonly VaultError AnchorOrphaned = new("TAZPOD7015", ExitCode.Integrity, "The lineage is empty, but the local vault has the file that unseals a snapshot of it.");

    // 9xxx: the rest.
    /// <summary>TAZPOD9001.</summary>
    public static readonly VaultError Unexpected = new("TAZPOD9001", ExitCode.Unexpected, "A defect, or a failure that no other code describes.");

    /// <summary>TAZPOD9002.</summary>
    public static readonly VaultError Interrupted = new("TAZPOD9002", ExitCode.Interrupted, "Stopped by the user or by a signal.");

    /// <summary>TAZPOD9003.</summary>
    public static readonly VaultError TimedOut = new("TAZPOD9003", ExitCode.StoreFailure, "The whole task took longer than allowed.");

    /// <summary>Every row of the table, by code.</summary>
    public static IReadOnlyList<VaultError> All { get; } =
    [
        .. typeof(VaultErrors).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.FieldType == typeof(VaultError))
            .Select(field => (VaultError)field.GetValue(null)!)
            .OrderBy(error => error.Code, StringComparer.Ordinal),
    ];
}
