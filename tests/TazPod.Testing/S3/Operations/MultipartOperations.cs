using System.Security.Cryptography;
using System.Xml.Linq;
using TazPod.Testing.S3.Checksums;
using TazPod.Testing.S3.Http;
using TazPod.Testing.S3.State;

namespace TazPod.Testing.S3.Operations;

internal static class MultipartOperations
{
    private const int SmallestPart = 5 * 1024 * 1024;
    private const int MostParts = 10_000;

    public static S3Response Create(S3Call call)
    {
        var algorithm = call.Quirks.IgnoreChecksums ? null : ChecksumAlgorithm.Named(call.Header("x-amz-checksum-algorithm"));
        var fullObject = call.Header("x-amz-checksum-type") == "FULL_OBJECT"
            || (call.Header("x-amz-checksum-type") is null && algorithm == ChecksumAlgorithm.Crc64Nvme);
        var upload = new MultipartUpload(Guid.NewGuid().ToString("N"), call.NewObject(), algorithm, fullObject);
        call.Bucket.Uploads.Add(upload.Id, upload);
        return S3Response.Xml(
            new XElement(
                "InitiateMultipartUploadResult",
                new XElement("Bucket", call.Request.Bucket),
                new XElement("Key", call.Key),
                new XElement("UploadId", upload.Id)),
            ("x-amz-checksum-algorithm", algorithm?.Name),
            ("x-amz-checksum-type", algorithm is null ? null : fullObject ? "FULL_OBJECT" : "COMPOSITE"));
    }

    public static S3Response UploadPart(S3Call call)
    {
        var bucket = call.Bucket;
        var upload = Upload(call, bucket);
        if (call.Number("partNumber") is not (>= 1 and <= MostParts and var number))
            throw S3Exception.InvalidArgument("Part number must be an integer between 1 and 10000, inclusive");
        var checksum = call.VerifyChecksums();
        var part = upload.Template with { Content = call.Content, ETag = bucket.ETagOf(call.Content), Checksum = checksum };
        upload.Parts[number] = part;
        return S3Response.Empty(200, ("ETag", S3Xml.Quoted(part.ETag)), (checksum?.Algorithm.Header ?? "-", checksum?.Value));
    }

    public static S3Response Complete(S3Call call)
    {
        var bucket = call.Bucket;
        var upload = Upload(call, bucket);
        var parts = ChosenParts(call, upload);
        WriteConditions.Verify(call, bucket, call.Quirks.IgnoreMultipartConditions);

        var content = new byte[parts.Sum(p => p.Content.Length)];
        var at = 0;
        foreach (var part in parts)
        {
            part.Content.CopyTo(content.AsMemory(at));
            at += part.Content.Length;
        }

        var version = bucket.Store(upload.Template with
        {
            Content = content,
            ETag = ETagOf(parts),
            LastModified = StoredBucket.Seconds(call.State.Clock.GetUtcNow()),
            Checksum = ChecksumOf(upload, parts, content),
        });
        bucket.Uploads.Remove(upload.Id);
        return S3Response.Xml(
            new XElement(
                "CompleteMultipartUploadResult",
                new XElement("Location", $"/{bucket.Name}/{version.Key}"),
                new XElement("Bucket", bucket.Name),
                new XElement("Key", version.Key),
                new XElement("ETag", S3Xml.Quoted(version.ETag)),
                version.Checksum is { } checksum ? new XElement(checksum.Algorithm.Element, checksum.Value) : null,
                version.Checksum is { } stored ? new XElement("ChecksumType", stored.Type) : null),
            [.. ObjectHeaders.Version(call, bucket, version).Where(h => h.Name != "ETag")]);
    }

    public static S3Response Abort(S3Call call)
    {
        var bucket = call.Bucket;
        bucket.Uploads.Remove(Upload(call, bucket).Id);
        return S3Response.Empty(204);
    }

    private static MultipartUpload Upload(S3Call call, StoredBucket bucket)
    {
        var id = call.Query("uploadId")!;
        return bucket.Uploads.TryGetValue(id, out var upload) && upload.Template.Key == call.Key ? upload : throw S3Exception.NoSuchUpload(id);
    }

    private static List<StoredObject> ChosenParts(S3Call call, MultipartUpload upload)
    {
        var document = S3Xml.Read(call.Content, "CompleteMultipartUpload");
        var parts = new List<StoredObject>();
        var previous = 0;
        foreach (var element in document.Elements("Part"))
        {
            var number = (int?)element.Element("PartNumber") ?? throw S3Exception.MalformedXml();
            if (number <= previous)
                throw new S3Exception(400, "InvalidPartOrder", "The list of parts was not in ascending order.");
            if (!upload.Parts.TryGetValue(number, out var part) || ((string?)element.Element("ETag"))?.Trim('"') != part.ETag)
                throw InvalidPart(number);
            if (part.Checksum is { } checksum && (string?)element.Element(checksum.Algorithm.Element) is { } claimed && claimed != checksum.Value)
                throw InvalidPart(number);
            parts.Add(part);
            previous = number;
        }

        if (parts.Count == 0)
            throw S3Exception.MalformedXml();
        return parts.SkipLast(1).All(p => p.Content.Length >= SmallestPart)
            ? parts
            : throw new S3Exception(400, "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size");
    }

    private static S3Exception InvalidPart(int number) =>
        new(400, "InvalidPart", "One or more of the specified parts could not be found or did not match its ETag.", ("PartNumber", $"{number}"));

#pragma warning disable CA5351 // S3 defines the ETag by the MD5; it protects nothing here.
    private static string ETagOf(List<StoredObject> parts) =>
        $"{Convert.ToHexStringLower(MD5.HashData([.. parts.SelectMany(p => Convert.FromHexString(p.ETag))]))}-{parts.Count}";
#pragma warning restore CA5351

    private static StoredChecksum? ChecksumOf(MultipartUpload upload, List<StoredObject> parts, byte[] content)
    {
        if (upload.Checksum is not { } algorithm)
            return null;
        if (upload.FullObjectChecksum)
            return new StoredChecksum(algorithm, algorithm.Base64Of(content));
        byte[] ofParts = [.. parts.SelectMany(p => algorithm.Compute(p.Content))];
        return new StoredChecksum(algorithm, $"{algorithm.Base64Of(ofParts)}-{parts.Count}");
    }
}
