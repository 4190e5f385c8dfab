namespace TazPod.Vault.Storage;

/// <summary>What a bucket can be set to.</summary>
public enum BucketSetting
{
    /// <summary>Policies and access lists that are there make nothing public (three of S3's four switches of that kind).</summary>
    NoPublicPolicies,

    /// <summary>Access lists that make something public are refused (the fourth switch, which some stores take for every write).</summary>
    NoPublicLists,

    /// <summary>Objects are encrypted at rest by default.</summary>
    Encryption,

    /// <summary>Earlier versions of objects are kept.</summary>
    Versioning,

    /// <summary>Uploads in parts that were never completed are removed after a week.</summary>
    NoIncompleteUploads,

    /// <summary>Requests over plain HTTP are refused.</summary>
    EncryptedTransport,
}
