namespace TazPod.Vault.Storage;

/// <summary>How making a bucket ended.</summary>
public enum BucketCreation
{
    /// <summary>It was made.</summary>
    Created,

    /// <summary>It was there already, and is ours.</summary>
    AlreadyOurs,
}
