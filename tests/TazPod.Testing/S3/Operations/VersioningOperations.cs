using System.Xml.Linq;
using TazPod.Testing.S3.Http;

namespace TazPod.Testing.S3.Operations;

internal static class VersioningOperations
{
    public static S3Response Get(S3Call call)
    {
        if (call.Quirks.OverlooksSettings)
            return Listing.Run(call);
        SettingOperations.RequireKnown(call, "versioning");
        var versioning = call.Bucket.Versioning;
        return S3Response.Xml(new XElement(
            "VersioningConfiguration",
            versioning == S3BucketVersioning.Off ? null : new XElement("Status", versioning)));
    }

    public static S3Response Put(S3Call call)
    {
        SettingOperations.RequireKnown(call, "versioning");
        var bucket = call.Bucket;
        call.VerifyChecksums();
        var status = (string?)S3Xml.Read(call.Content, "VersioningConfiguration").Element("Status");
        var versioning = status switch
        {
            "Enabled" => S3BucketVersioning.Enabled,
            "Suspended" => S3BucketVersioning.Suspended,
            _ => throw S3Exception.MalformedXml(),
        };
        if (!call.Quirks.ForgetSettings)
            bucket.Versioning = versioning;
        return S3Response.Empty(200);
    }

    /// <summary>All versions in one response: up to 1000, which is enough for a test; with more it answers NotImplemented.</summary>
    public static S3Response List(S3Call call)
    {
        var bucket = call.Bucket;
        var prefix = call.Query("prefix") ?? "";
        var versions = bucket.AllKeys
            .Where(k => k.StartsWith(prefix, StringComparison.Ordinal))
            .SelectMany(k => bucket.Versions(k).Reverse().Select((v, i) => Entry(v, newest: i == 0)))
            .ToList();
        if (versions.Count > 1000)
            throw S3Exception.NotImplemented("Listing more than 1000 versions is not implemented");
        return S3Response.Xml(new XElement(
            "ListVersionsResult",
            new XElement("Name", bucket.Name),
            new XElement("Prefix", prefix),
            new XElement("MaxKeys", 1000),
            new XElement("IsTruncated", false),
            versions));
    }

    private static XElement Entry(StoredObject version, bool newest) => new(
        version.IsDeleteMarker ? "DeleteMarker" : "Version",
        new XElement("Key", version.Key),
        new XElement("VersionId", version.VersionId),
        new XElement("IsLatest", newest),
        new XElement("LastModified", S3Xml.Time(version.LastModified)),
        version.IsDeleteMarker
            ? null
            : (object[])
            [
                new XElement("ETag", S3Xml.Quoted(version.ETag)),
                new XElement("Size", version.Content.Length),
                new XElement("StorageClass", "STANDARD"),
            ]);
}
