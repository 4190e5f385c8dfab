namespace TazPod.Vault.Settings;

/// <summary>The kind of store that holds the vault.</summary>
public enum StorageKind
{
    /// <summary>An S3 bucket, or one on an S3-compatible server.</summary>
    S3,

    /// <summary>The directory store: the same in a directory on this machine.</summary>
    Directory,
}
