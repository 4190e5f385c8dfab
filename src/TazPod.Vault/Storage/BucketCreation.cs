namespace TazPod.Vault.Storage;

/// <summary>The result of creating a bucket.</summary>
public enum BucketCreation
{
    /// <summary>The bucket was created.</summary>
    Created,

    /// <summary>The bucket already exists and is ours.</summary>
    AlreadyOurs,
}
