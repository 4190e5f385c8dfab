using System.Xml.Linq;
using TazPod.Testing.S3.Http;

namespace TazPod.Testing.S3.Operations;

internal static class CopyOperation
{
    public static S3Response Run(S3Call call)
    {
        if (call.Quirks.RefuseCopies)
            throw S3Exception.NotImplemented("CopyObject is not implemented");
        var bucket = call.Bucket;
        var (sourceBucketName, sourceKey, sourceVersion) = ParseSource(call.Header("x-amz-copy-source")!);
        var sourceBucket = call.BucketNamed(sourceBucketName);
        var source = call.Find(sourceBucket, sourceKey, sourceVersion);
        if (!call.Quirks.IgnoreCopySourceConditions)
            VerifySourceConditions(call, source);
        WriteConditions.Verify(call, bucket, call.Quirks.IgnoreCopyConditions);

        var replaces = call.Header("x-amz-metadata-directive") switch
        {
            null or "COPY" => false,
            "REPLACE" => true,
            _ => throw S3Exception.InvalidArgument("Unknown metadata directive."),
        };
        if (sourceBucket == bucket && sourceKey == call.Key && sourceVersion is null && !replaces)
        {
            throw S3Exception.InvalidRequest(
                "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, "
                + "storage class, website redirect location or encryption attributes.");
        }

        var fresh = call.NewObject();
        var copy = bucket.Store(fresh with
        {
            Content = source.Content,
            ETag = bucket.ETagOf(source.Content, fresh.Encryption),
            Checksum = source.Checksum,
            Metadata = replaces ? fresh.Metadata : source.Metadata,
            ContentHeaders = replaces ? fresh.ContentHeaders : source.ContentHeaders,
        });
        var result = new XElement(
            "CopyObjectResult",
            new XElement("LastModified", S3Xml.Time(copy.LastModified)),
            new XElement("ETag", call.Quirks.AnswerCopiesUnquoted ? copy.ETag : S3Xml.Quoted(copy.ETag)),
            copy.Checksum is { } checksum ? new XElement(checksum.Algorithm.Element, checksum.Value) : null);
        return S3Response.Xml(
            result,
            [
                .. ObjectHeaders.Version(call, bucket, copy).Where(h => h.Name != "ETag"),
                ("x-amz-copy-source-version-id", ObjectHeaders.VersionId(sourceBucket, source)),
            ]);
    }

    private static (string Bucket, string Key, string? Version) ParseSource(string header)
    {
        var halves = header.Split("?versionId=", 2);
        var parts = Uri.UnescapeDataString(halves[0]).TrimStart('/').Split('/', 2);
        return parts.Length == 2 && parts[1].Length > 0
            ? (parts[0], parts[1], halves.Length == 2 ? halves[1] : null)
            : throw S3Exception.InvalidArgument("Copy Source must mention the source bucket and key: sourcebucket/sourcekey");
    }

    private static void VerifySourceConditions(S3Call call, StoredObject source)
    {
        if (call.Header("x-amz-copy-source-if-match") is { } match && !ETagList.Matches(match, source.ETag))
            throw S3Exception.PreconditionFailed("x-amz-copy-source-If-Match");
        if (call.Header("x-amz-copy-source-if-none-match") is { } none && ETagList.Matches(none, source.ETag))
            throw S3Exception.PreconditionFailed("x-amz-copy-source-If-None-Match");
    }
}
