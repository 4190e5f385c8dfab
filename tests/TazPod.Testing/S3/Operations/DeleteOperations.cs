using System.Xml.Linq;
using TazPod.Testing.S3.Http;

namespace TazPod.Testing.S3.Operations;

internal static class DeleteOperations
{
    private const int MostKeys = 1000;

    public static S3Response One(S3Call call)
    {
        var bucket = call.Bucket;
        var versionId = call.Query("versionId");
        if (versionId is null)
            WriteConditions.Verify(call, bucket, call.Quirks.IgnoreDeleteConditions);
        var touched = Delete(bucket, call.Key, versionId);
        return S3Response.Empty(
            204,
            ("x-amz-version-id", touched is null ? null : ObjectHeaders.VersionId(bucket, touched)),
            ("x-amz-delete-marker", touched?.IsDeleteMarker == true ? "true" : null));
    }

    public static S3Response Many(S3Call call)
    {
        var bucket = call.Bucket;
        if (call.VerifyChecksums() is null && call.Header("Content-MD5") is null && !call.Quirks.IgnoreChecksums)
            throw S3Exception.InvalidRequest("Missing required header for this request: Content-MD5 OR x-amz-checksum-*");
        var document = S3Xml.Read(call.Content, "Delete");
        var objects = document.Elements("Object").ToList();
        if (objects.Count is 0 or > MostKeys)
            throw S3Exception.MalformedXml();
        var quiet = (string?)document.Element("Quiet") == "true";
        return S3Response.Xml(new XElement(
            "DeleteResult",
            objects.Select(o => DeleteOne(call, bucket, o)).Where(e => !quiet || e.Name == "Error").ToList()));
    }

    private static XElement DeleteOne(S3Call call, StoredBucket bucket, XElement entry)
    {
        var key = (string?)entry.Element("Key") ?? throw S3Exception.MalformedXml();
        var versionId = (string?)entry.Element("VersionId");
        if (ErrorFor(call, bucket, key, (string?)entry.Element("ETag")) is { } code)
        {
            return new XElement(
                "Error",
                new XElement("Key", key),
                versionId is null ? null : new XElement("VersionId", versionId),
                new XElement("Code", code),
                new XElement("Message", code));
        }

        var touched = Delete(bucket, key, versionId);
        return new XElement(
            "Deleted",
            new XElement("Key", key),
            versionId is null ? null : new XElement("VersionId", versionId),
            touched?.IsDeleteMarker == true
                ? (object[])[new XElement("DeleteMarker", true), new XElement("DeleteMarkerVersionId", touched.VersionId)]
                : null);
    }

    private static string? ErrorFor(S3Call call, StoredBucket bucket, string key, string? etag)
    {
        if (call.KeyError(key) is { } injected)
            return injected;
        if (!call.May(S3Rights.DeleteObject))
            return "AccessDenied";
        if (etag is null || call.Quirks.IgnoreDeleteConditions || call.Quirks.IgnoreConditions)
            return null;
        return bucket.Get(key) is { } current && ETagList.Matches(etag, current.ETag) ? null : "PreconditionFailed";
    }

    private static StoredObject? Delete(StoredBucket bucket, string key, string? versionId) =>
        versionId is null ? bucket.Delete(key) : bucket.DeleteVersion(key, versionId);
}
