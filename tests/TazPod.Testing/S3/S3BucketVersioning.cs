namespace TazPod.Testing.S3;

/// <summary>The versioning state of a bucket.</summary>
public enum S3BucketVersioning
{
    /// <summary>Never set.</summary>
    Off,

    /// <summary>Every write creates a new version.</summary>
    Enabled,

    /// <summary>Writes replace the version "null"; older versions stay.</summary>
    Suspended,
}
