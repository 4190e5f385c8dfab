namespace TazPod.Testing.S3;

/// <summary>The permissions of a credential, named after the IAM actions.</summary>
[Flags]
public enum S3Rights
{
    /// <summary>No permission.</summary>
    None = 0,

    /// <summary>Read and head objects, including the source of a copy.</summary>
    GetObject = 1,

    /// <summary>Write objects, including by copy and by multipart upload.</summary>
    PutObject = 1 << 1,

    /// <summary>Delete objects.</summary>
    DeleteObject = 1 << 2,

    /// <summary>List and head buckets. Without it a missing key is answered with 403 instead of 404, as AWS does.</summary>
    ListBucket = 1 << 3,

    /// <summary>Create and delete buckets.</summary>
    ManageBuckets = 1 << 4,

    /// <summary>Read the location, the versioning and the other settings of a bucket.</summary>
    ReadSettings = 1 << 5,

    /// <summary>Change the versioning and the other settings of a bucket.</summary>
    WriteSettings = 1 << 6,

    /// <summary>All permissions that change nothing.</summary>
    ReadOnly = GetObject | ListBucket | ReadSettings,

    /// <summary>All permissions.</summary>
    All = ReadOnly | PutObject | DeleteObject | ManageBuckets | WriteSettings,
}
