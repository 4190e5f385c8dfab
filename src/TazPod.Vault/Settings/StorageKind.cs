namespace TazPod.Vault.Settings;

/// <summary>What kind of store the vault is kept in.</summary>
public enum StorageKind
{
    /// <summary>A bucket of S3, or of a server that speaks S3.</summary>
    S3,

    /// <summary>The embedded store: the same contract in a directory of this machine.</summary>
    Directory,
}
