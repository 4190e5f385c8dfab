namespace TazPod.Vault.Storage;

/// <summary>The settings of a bucket.</summary>
public enum BucketSetting
{
    /// <summary>Existing policies and access lists cannot make anything public (three of S3's four public access switches).</summary>
    NoPublicPolicies,

    /// <summary>Access lists that would make something public are refused (the fourth switch, which some stores apply to every
    /// write).</summary>
    NoPublicLists,

    /// <summary>Objects are encrypted at rest by default.</summary>
    Encryption,

    /// <summary>Earlier versions of objects are kept.</summary>
    Versioning,

    /// <summary>Incomplete multipart uploads are removed after a week.</summary>
    NoIncompleteUploads,

    /// <summary>Requests over plain HTTP are refused.</summary>
    EncryptedTransport,
}
