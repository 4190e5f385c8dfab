using System.Text;
using System.Xml.Linq;
using TazPod.Testing.S3.Http;
using TazPod.Testing.S3.State;

namespace TazPod.Testing.S3.Operations;

/// <summary>ListObjectsV2.</summary>
internal static class Listing
{
    private const int MostKeys = 1000;

    public static S3Response Run(S3Call call)
    {
        var bucket = call.Bucket;
        var prefix = call.Query("prefix") ?? "";
        var delimiter = call.Query("delimiter") ?? "";
        var startAfter = call.Query("start-after");
        var token = call.Query("continuation-token");
        var maxKeys = Math.Min(call.Number("max-keys") ?? MostKeys, MostKeys);
        Func<string, string> text = call.Query("encoding-type") == "url" ? Encoded : static s => s;

        var entries = Entries(bucket, prefix, delimiter, After(token, startAfter)).Take(maxKeys + 1).ToList();
        var truncated = maxKeys > 0 && entries.Count > maxKeys;
        var page = entries.Take(maxKeys).ToList();
        return S3Response.Xml(new XElement(
            "ListBucketResult",
            new XElement("Name", bucket.Name),
            new XElement("Prefix", text(prefix)),
            delimiter.Length == 0 ? null : new XElement("Delimiter", text(delimiter)),
            startAfter is null ? null : new XElement("StartAfter", text(startAfter)),
            call.Query("encoding-type") is { } encoding ? new XElement("EncodingType", encoding) : null,
            token is null ? null : new XElement("ContinuationToken", token),
            truncated ? new XElement("NextContinuationToken", Token(page[^1].Name)) : null,
            new XElement("KeyCount", page.Count),
            new XElement("MaxKeys", maxKeys),
            new XElement("IsTruncated", truncated),
            page.Where(e => e.Object is not null).Select(e => Contents(e.Object!, text)),
            page.Where(e => e.Object is null).Select(e => new XElement("CommonPrefixes", new XElement("Prefix", text(e.Name))))));
    }

    /// <summary>Objects and, with a delimiter, common prefixes (without an object), in order.</summary>
    private static IEnumerable<(string Name, StoredObject? Object)> Entries(StoredBucket bucket, string prefix, string delimiter, string after)
    {
        string? rolledUp = null;
        foreach (var candidate in bucket.Current)
        {
            if (!candidate.Key.StartsWith(prefix, StringComparison.Ordinal))
                continue;
            var cut = delimiter.Length == 0 ? -1 : candidate.Key.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal);
            var name = cut < 0 ? candidate.Key : candidate.Key[..(cut + delimiter.Length)];
            if (name == rolledUp || KeyOrder.Instance.Compare(name, after) <= 0)
                continue;
            if (cut >= 0)
                rolledUp = name;
            yield return (name, cut < 0 ? candidate : null);
        }
    }

    private static XElement Contents(StoredObject version, Func<string, string> text) => new(
        "Contents",
        new XElement("Key", text(version.Key)),
        new XElement("LastModified", S3Xml.Time(version.LastModified)),
        new XElement("ETag", S3Xml.Quoted(version.ETag)),
        version.Checksum is { } checksum ? new XElement("ChecksumAlgorithm", checksum.Algorithm.Name) : null,
        version.Checksum is { } stored ? new XElement("ChecksumType", stored.Type) : null,
        new XElement("Size", version.Content.Length),
        new XElement("StorageClass", "STANDARD"));

    private static string Encoded(string text) => Uri.EscapeDataString(text).Replace("%2F", "/", StringComparison.Ordinal);

    private static string Token(string lastName) => Convert.ToBase64String(Encoding.UTF8.GetBytes(lastName));

    private static string After(string? token, string? startAfter)
    {
        try
        {
            return token is null ? startAfter ?? "" : Encoding.UTF8.GetString(Convert.FromBase64String(token));
        }
        catch (FormatException)
        {
            throw S3Exception.InvalidArgument("The continuation token provided is incorrect");
        }
    }
}
