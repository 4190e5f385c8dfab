using TazPod.Testing.S3.Http;

namespace TazPod.Testing.S3.Operations;

/// <summary>Headers that describe an object in a response.</summary>
internal static class ObjectHeaders
{
    /// <summary>The headers of every response about a written or read version.</summary>
    public static IEnumerable<(string Name, string? Value)> Version(S3Call call, StoredBucket bucket, StoredObject version) =>
    [
        ("ETag", S3Xml.Quoted(version.ETag)),
        ("x-amz-version-id", VersionId(bucket, version)),
        ("x-amz-server-side-encryption", Encryption(call, version)),
        ("x-amz-server-side-encryption-aws-kms-key-id",
            Encryption(call, version)?.StartsWith("aws:kms", StringComparison.Ordinal) == true ? version.EncryptionKey ?? "arn:aws:kms:test:key/0" : null),
    ];

    public static IEnumerable<(string Name, string? Value)> Checksum(StoredObject version) => version.Checksum is { } checksum
        ? [(checksum.Algorithm.Header, checksum.Value), ("x-amz-checksum-type", checksum.Type)]
        : [];

    public static string? VersionId(StoredBucket bucket, StoredObject version) =>
        bucket.Versioning == S3BucketVersioning.Off ? null : version.VersionId;

    private static string? Encryption(S3Call call, StoredObject version) => version.Encryption ?? (call.Quirks.KmsStyleEtags ? "aws:kms" : null);
}
