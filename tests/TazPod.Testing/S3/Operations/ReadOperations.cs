using System.Globalization;
using TazPod.Testing.S3.Http;

namespace TazPod.Testing.S3.Operations;

/// <summary>GetObject and HeadObject. They only differ in the body, which the sender leaves out for the latter.</summary>
internal static class ReadOperations
{
    public static S3Response Get(S3Call call)
    {
        var bucket = call.Bucket;
        var version = call.Find(bucket, call.Key, call.Query("versionId"));
        if (call.Header("If-Match") is { } match && !ETagList.Matches(match, version.ETag))
            throw S3Exception.PreconditionFailed("If-Match");

        var common = ObjectHeaders.Version(call, bucket, version).Append(("Last-Modified", S3Xml.HttpTime(version.LastModified))).ToList();
        if (call.Header("If-None-Match") is { } none && ETagList.Matches(none, version.ETag))
            return S3Response.Empty(304, [.. common]);

        var headers = common
            .Append(("Accept-Ranges", "bytes"))
            .Concat(version.ContentHeaders.Select(h => (h.Key, (string?)h.Value)))
            .Concat(version.Metadata.Select(m => ("x-amz-meta-" + m.Key, (string?)m.Value)))
            .ToList();
        if (!version.ContentHeaders.ContainsKey("Content-Type"))
            headers.Add(("Content-Type", "binary/octet-stream"));

        if (Range(call.Header("Range"), version.Content.Length) is { } range)
        {
            var (start, length) = range.GetOffsetAndLength(version.Content.Length);
            headers.Add(("Content-Range", $"bytes {start}-{start + length - 1}/{version.Content.Length}"));
            return S3Response.Empty(206, [.. headers]) with { Body = version.Content[range] };
        }

        if (call.Quirks.ReturnChecksums && call.Header("x-amz-checksum-mode") == "ENABLED")
            headers.AddRange(ObjectHeaders.Checksum(version));
        return S3Response.Empty(200, [.. headers]) with { Body = version.Content };
    }

    /// <summary>The requested range. Anything other than a single range of bytes is ignored, as in RFC 9110.</summary>
    private static Range? Range(string? header, int length)
    {
        if (header?.StartsWith("bytes=", StringComparison.Ordinal) != true || header[6..].Split('-') is not [var from, var to])
            return null;
        if (from.Length == 0)
            return Number(to) is { } suffix ? Satisfiable(Math.Max(0, length - suffix), length) : null;
        if (Number(from) is not { } first || (to.Length > 0 && Number(to) is null))
            return null;
        var last = to.Length == 0 ? length - 1 : Number(to)!.Value;
        return last < first && to.Length > 0 ? null : Satisfiable(first, Math.Min(last + 1, length));

        Range Satisfiable(long start, long end) => start < length
            ? new Range((int)start, (int)end)
            : throw new S3Exception(
                416,
                "InvalidRange",
                "The requested range is not satisfiable",
                ("RangeRequested", header),
                ("ActualObjectSize", $"{length}"));
    }

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
