using System.IO.Compression;
using System.Text;
using TazPod.Testing;

namespace TazPod.Vault.Sync.Tests.Answers;

/// <summary>Changes that gateways, proxies and caches make to a true response of the store.</summary>
internal static class Intermediaries
{
    private const string Page = "<html><head><title>503 Service Temporarily Unavailable</title></head><body><hr>nginx</body></html>";
    private static readonly UnicodeEncoding Utf16 = new(bigEndian: false, byteOrderMark: true);

    /// <summary>With these changes everything works.</summary>
    public static IReadOnlyDictionary<string, Func<RawRequest, RawAnswer, RawAnswer>> Harmless { get; } =
        new Dictionary<string, Func<RawRequest, RawAnswer, RawAnswer>>
        {
            ["nothing is done"] = (_, answer) => answer,
            ["chunks in place of a length"] = (_, answer) => answer with { End = BodyEnd.Chunks },
            ["a body that ends with the connection"] = (_, answer) => answer with { End = BodyEnd.Close },
            ["HTTP/1.0"] = (_, answer) => answer with { End = BodyEnd.Close, Version = "HTTP/1.0" },
            ["names of headers in lower case"] = (_, answer) => Renamed(answer, name => name.ToLowerInvariant()),
            ["names of headers in upper case"] = (_, answer) => Renamed(answer, name => name.ToUpperInvariant()),
            ["a folded header"] = (_, answer) => answer.With("X-Folded", "one,\r\n two"),
            ["headers twice"] = (_, answer) => answer with { Headers = [.. answer.Headers, .. answer.Headers.Where(IsPlain), ("Via", "1.1 a"), ("Via", "1.1 b")] },
            ["traces of a cache that asked"] = (_, answer) =>
                answer.With("Age", "0").With("Via", "1.1 varnish (Varnish/7.1)").With("Vary", "Accept-Encoding, Origin").With("X-Cache", "MISS"),
            ["cookies and policies"] = (_, answer) =>
                answer.With("Set-Cookie", "session=1; Path=/").With("Strict-Transport-Security", "max-age=1").With("Alt-Svc", "h3=\":443\""),
            ["weak ETags"] = (_, answer) => answer["ETag"] is { } tag ? answer.With("ETag", $"W/{tag}") : answer,
            ["ETags of packed answers"] = (_, answer) => answer["ETag"] is { } tag ? answer.With("ETag", $"{tag.TrimEnd('"')}-gzip\"") : answer,
            ["bare ETags"] = (_, answer) => answer["ETag"] is { } tag ? answer.With("ETag", tag.Trim('"')) : answer,
            ["packed answers"] = (_, answer) => answer.Body.Length == 0 ? answer : answer.With("Content-Encoding", "gzip") with { Body = Packed(answer.Body) },
            ["packed answers without a length, their ETag weak"] = (request, answer) => (answer["ETag"] is { } tag ? answer.With("ETag", $"W/{tag}") : answer)
                .With("Content-Encoding", "gzip") with
            { Body = Packed(answer.Body), End = BodyEnd.Chunks },
            ["no date"] = (_, answer) => answer.Without("Date"),
            ["a date that is none"] = (_, answer) => answer.With("Date", "yesterday"),
            ["no time of writing"] = (_, answer) => answer.Without("Last-Modified"),
            ["no labels"] = (_, answer) => answer.Without("x-amz-meta-*"),
            ["nothing of Amazon's"] = (_, answer) => answer.Without("x-amz-*"),
            ["another type"] = (_, answer) => answer["Content-Type"] is null ? answer : answer.With("Content-Type", "binary/octet-stream"),
            ["no type"] = (_, answer) => answer.Without("Content-Type"),
            ["HTML as the type of nothing"] = (request, answer) => answer.Body.Length == 0 && (!request.IsHead || answer.Code != 200)
                ? answer.With("Content-Type", "text/html; charset=UTF-8") : answer,
            ["text as the type of nothing, and nothing of Amazon's but labels"] = (request, answer) => answer.Body.Length == 0 && (!request.IsHead || answer.Code != 200)
                ? answer.Without("x-amz-request-id").With("Content-Type", "text/plain") : answer,
            ["a HEAD of length 0"] = (request, answer) => request.IsHead && answer.Code == 200 ? answer with { Length = 0 } : answer,
            ["a HEAD of no length"] = (request, answer) => request.IsHead ? answer with { End = BodyEnd.Close, Closes = true } : answer,
            ["interim answers"] = (_, answer) => answer with { Before = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" },
            ["another reason phrase"] = (_, answer) => answer with { Status = $"{answer.Code} Whatever It Is" },
            ["no reason phrase"] = (_, answer) => answer with { Status = $"{answer.Code} " },
            ["connections that end unannounced"] = (_, answer) => answer with { Closes = true },
            ["bytes after the answer"] = (_, answer) => answer with { After = "\r\n\r\nrubbish" },
            ["XML behind a byte order mark"] = (_, answer) => Xml(answer, text => [.. "\uFEFF"u8, .. Encoding.UTF8.GetBytes(text)]),
            ["XML behind blanks"] = (_, answer) => Xml(answer, text => Encoding.UTF8.GetBytes($" \r\n\t {text}")),
            ["XML in UTF-16"] = (_, answer) => Xml(
                answer, text => [.. Utf16.GetPreamble(), .. Utf16.GetBytes(text.Replace("utf-8", "utf-16", StringComparison.OrdinalIgnoreCase))]),
            ["XML in Latin-1"] = (_, answer) => Xml(
                answer, text => Encoding.Latin1.GetBytes(text.Replace("utf-8", "iso-8859-1", StringComparison.OrdinalIgnoreCase))),
            ["a 304 with a body"] = (_, answer) => answer.Code == 304 ? answer with { After = "not modified", Closes = true } : answer,
            ["a 304 of another ETag"] = (_, answer) => answer.Code == 304 ? answer.With("ETag", "\"0123\"") : answer,
            ["a 304 of a weak ETag"] = (_, answer) => answer.Code == 304 && answer["ETag"] is { } tag ? answer.With("ETag", $"W/{tag}") : answer,
            ["a 304 of no ETag"] = (_, answer) => answer.Code == 304 ? answer.Without("ETag") : answer,
        };

    /// <summary>With these changes some verb fails clearly. Anything it has done is correct, and it finishes later.</summary>
    public static IReadOnlyDictionary<string, Func<RawRequest, RawAnswer, RawAnswer>> Harmful { get; } =
        new Dictionary<string, Func<RawRequest, RawAnswer, RawAnswer>>
        {
            ["answers out of a cache"] = (_, answer) => answer.With("Age", "100"),
            ["203"] = (_, answer) => answer.Code == 200 ? answer with { Status = "203 Non-Authoritative Information" } : answer,
            ["206"] = (request, answer) => answer.Code == 200 && request.Method == "GET" ? answer with { Status = "206 Partial Content" } : answer,
            ["no ETags"] = (_, answer) => answer.Without("ETag"),
            ["two ETags"] = (_, answer) => answer["ETag"] is null ? answer : answer with { Headers = [("ETag", "\"0123\""), .. answer.Headers] },
            ["bytes called packed"] = (_, answer) => answer.With("Content-Encoding", "gzip"),
            ["bytes packed in an unknown way"] = (_, answer) => answer.Body.Length == 0 ? answer : answer.With("Content-Encoding", "zstd"),
            ["bodies cut before their length"] = (_, answer) => answer.Body.Length == 0 ? answer : answer with { CutAt = answer.Body.Length / 2 },
            ["bodies cut between chunks"] = (_, answer) => answer.Body.Length == 0 ? answer : answer with { CutAt = answer.Body.Length / 2, End = BodyEnd.Chunks },
            ["bodies cut without a trace"] = (_, answer) => answer.Body.Length == 0 ? answer : answer with { CutAt = answer.Body.Length / 2, End = BodyEnd.Close },
            ["bodies changed"] = (_, answer) => answer with { Body = [.. answer.Body.Select((value, index) => index == answer.Body.Length / 2 ? (byte)(value ^ 1) : value)] },
            ["a length that is too long"] = (request, answer) => request.IsHead ? answer : answer with { Length = answer.Body.Length + 10, Closes = true },
            ["a length that is too short"] = (request, answer) => request.IsHead || answer.Body.Length < 2 ? answer : answer with { Length = answer.Body.Length - 1 },
            ["two lengths"] = (_, answer) => answer with { Headers = [("Content-Length", "7"), .. answer.Headers] },
            ["a status line that is none"] = (_, answer) => answer with { Version = "ICY" },
            ["a time of writing that is none"] = (_, answer) => answer["Last-Modified"] is null ? answer : answer.With("Last-Modified", "yesterday"),
            ["503 in HTML"] = (_, _) => new RawAnswer("503 Service Temporarily Unavailable", [("Content-Type", "text/html"), ("Retry-After", "1")], Encoding.ASCII.GetBytes(Page)),
            ["407"] = (_, _) => new RawAnswer("407 Proxy Authentication Required", [("Proxy-Authenticate", "Basic")], []),
            ["413 to uploads"] = (request, answer) => request.Method == "PUT" ? new RawAnswer("413 Payload Too Large", [("Content-Type", "text/html")], Encoding.ASCII.GetBytes(Page)) : answer,
            ["403 in HTML to uploads that were stored"] = (request, answer) =>
                request.Method == "PUT" ? new RawAnswer("403 Forbidden", [("Content-Type", "text/html")], Encoding.ASCII.GetBytes(Page)) : answer,
            ["empty answers to deletions"] = (request, answer) => request.Method == "POST" ? answer with { Body = [] } : answer,
            ["listings that go on nowhere"] = (_, answer) => Xml(
                answer, text => Encoding.UTF8.GetBytes(text.Replace("<IsTruncated>false", "<IsTruncated>true", StringComparison.Ordinal))),
            ["listings without ETags"] = (_, answer) => Xml(
                answer, text => Encoding.UTF8.GetBytes(text.Replace("<ETag>", "<Tag>", StringComparison.Ordinal).Replace("</ETag>", "</Tag>", StringComparison.Ordinal))),
            ["listings without keys"] = (_, answer) => Xml(
                answer, text => Encoding.UTF8.GetBytes(text.Replace("<Key>", "<Name>", StringComparison.Ordinal).Replace("</Key>", "</Name>", StringComparison.Ordinal))),
        };

    private static bool IsPlain((string Name, string Value) header) => header.Name is "ETag" or "Content-Type" or "Server";

    private static RawAnswer Renamed(RawAnswer answer, Func<string, string> rename) =>
        answer with { Headers = [.. answer.Headers.Select(header => (rename(header.Name), header.Value))] };

    private static RawAnswer Xml(RawAnswer answer, Func<string, byte[]> change) =>
        answer.Body.AsSpan().StartsWith("<?xml"u8) ? answer with { Body = change(Encoding.UTF8.GetString(answer.Body)) } : answer;

    private static byte[] Packed(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }
}
