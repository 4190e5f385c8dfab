using System.Security.Cryptography;
using System.Text;
using TazPod.Testing;

namespace TazPod.Vault.Sync.Tests.Answers;

/// <summary>Servers other than S3: consoles, captive portals, login pages and parking pages.</summary>
internal static class ForeignServers
{
    private const string Page = """
        <!DOCTYPE html>
        <html lang="en"><head><title>Console</title></head><body><p>You need to enable JavaScript to run this app.<br></body></html>
        """;

    private const string Xhtml = """
        <?xml version="1.0" encoding="UTF-8"?>
        <html xmlns="http://www.w3.org/1999/xhtml"><head><title>Parked</title></head><body><p>This domain is for sale.</p></body></html>
        """;

    private const string ETag = "\"64f1c2b3-1d2\"";

    public static IReadOnlyDictionary<string, Func<RawRequest, RawAnswer>> All { get; } = new Dictionary<string, Func<RawRequest, RawAnswer>>
    {
        ["a console"] = _ => Of("200 OK", Page, "text/html; charset=utf-8"),
        ["a static page for every path"] = _ => Of("200 OK", Page, "text/html", ("ETag", ETag), ("Last-Modified", "Thu, 01 Jan 2026 00:00:00 GMT")),
        ["a page with a weak ETag"] = _ => Of("200 OK", Page, "text/html", ("ETag", "W/\"1d2-18c\"")),
        ["a page of no type"] = _ => Of("200 OK", Page, null),
        ["a page that says it is bytes"] = _ => Of("200 OK", Page, "application/octet-stream"),
        ["a page out of a bucket"] = _ => Of("200 OK", Page, "text/html", ("ETag", "\"0123456789abcdef0123456789abcdef\""), ("x-amz-request-id", "1")),
        ["XHTML"] = _ => Of("200 OK", Xhtml, "application/xhtml+xml", ("ETag", ETag)),
        ["XHTML that says it is XML"] = _ => Of("200 OK", Xhtml, "application/xml"),
        ["XHTML whose ETag is its MD5"] = _ => Vouched(Xhtml, "application/xml"),
        ["XHTML of no type whose ETag is its MD5"] = _ => Vouched(Xhtml, null),
        ["a page with accents whose ETag is its MD5"] = _ => Vouched("<title>Domäne zu verkaufen – günstig</title>\n" + Page, "application/octet-stream"),
        ["JSON of no type whose ETag is its MD5"] = _ => Vouched("{\"status\":\"ok\",\"version\":\"1.2.3\",\"uptime\":\"12 days, 3 hours\"}", null),
        ["XML of another kind"] = _ => Of("200 OK", "<feed xmlns=\"http://www.w3.org/2005/Atom\"/>", "application/xml"),
        ["a parking page"] = _ => Of("404 Not Found", Page, "text/html"),
        ["a parking page in XHTML"] = _ => Of("404 Not Found", Xhtml, "application/xml"),
        ["an error page of a website in a bucket"] = _ => Of("404 Not Found", Page, "text/html", ("x-amz-request-id", "1"), ("x-amz-error-code", "NoSuchKey")),
        ["404 and nothing"] = _ => Of("404 Not Found", "", null),
        ["404 in text"] = _ => Of("404 Not Found", "404 page not found\n", "text/plain; charset=utf-8"),
        ["404 in JSON"] = _ => Of("404 Not Found", "{\"detail\":\"Not Found\"}", "application/json"),
        ["a login page behind 302"] = _ => Of("302 Found", "", null, ("Location", "https://login.example.org/?next=1")),
        ["a login page behind 303"] = _ => Of("303 See Other", "", null, ("Location", "/login")),
        ["a login page behind 307"] = _ => Of("307 Temporary Redirect", "", null, ("Location", "http://127.0.0.1:1/login")),
        ["a login page behind 308"] = _ => Of("308 Permanent Redirect", "<html/>", "text/html", ("Location", "https://example.org/")),
        ["a move to https"] = _ => Of("301 Moved Permanently", Page, "text/html", ("Location", "https://example.org/")),
        ["200 and nothing"] = _ => Of("200 OK", "", null),
        ["200 and nothing, with an ETag"] = request => request.Target.Contains('?', StringComparison.Ordinal) || request.Method != "HEAD"
            ? Of("200 OK", "", null) : Of("200 OK", "", null, ("ETag", ETag)),
        ["204"] = _ => Of("204 No Content", "", null),
        ["206"] = _ => Of("206 Partial Content", Page, "application/octet-stream", ("ETag", ETag), ("Content-Range", "bytes 0-99/1000")),
        ["203"] = _ => Of("203 Non-Authoritative Information", Page, "application/octet-stream", ("ETag", ETag)),
        ["304 to everything"] = _ => Of("304 Not Modified", "", null, ("ETag", ETag)),
        ["JSON"] = _ => Of("200 OK", "{\"status\":\"ok\"}", "application/json", ("ETag", "W/\"f-abc\"")),
        ["text"] = _ => Of("200 OK", "OK", "text/plain", ("ETag", ETag)),
        ["401 to every request"] = _ => Of("401 Unauthorized", Page, "text/html", ("WWW-Authenticate", "Basic realm=\"x\"")),
        ["403 in HTML"] = _ => Of("403 Forbidden", Page, "text/html"),
        ["403 in JSON"] = _ => Of("403 Forbidden", "{\"error\":\"forbidden\"}", "application/json"),
        ["400 in text"] = _ => Of("400 Bad Request", "Client sent an HTTP request to an HTTPS server.\n", null),
        ["405 in HTML"] = _ => Of("405 Method Not Allowed", Page, "text/html"),
        ["412 in HTML"] = _ => Of("412 Precondition Failed", Page, "text/html"),
        ["501 in HTML"] = _ => Of("501 Not Implemented", Page, "text/html"),
        ["502 in HTML"] = _ => Of("502 Bad Gateway", Page, "text/html"),
        ["bytes without an ETag"] = _ => Of("200 OK", new string('\u00e9', 500), "application/octet-stream"),
    };

    // With the headers of web frameworks and static file servers.
    private static RawAnswer Vouched(string page, string? type)
    {
        var body = Encoding.UTF8.GetBytes(page);
#pragma warning disable CA5351 // It is an MD5 that must be distinguished from S3's.
        return Of("200 OK", "", type, ("ETag", $"\"{Convert.ToHexStringLower(MD5.HashData(body))}\"")) with { Body = body };
#pragma warning restore CA5351
    }

    private static RawAnswer Of(string status, string body, string? type, params (string Name, string Value)[] headers) =>
        new(status, type is null ? headers : [("Content-Type", type), .. headers], Encoding.Latin1.GetBytes(body));
}
