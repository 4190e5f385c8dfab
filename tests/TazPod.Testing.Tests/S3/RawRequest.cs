using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using TazPod.Testing.S3;

namespace TazPod.Testing.Tests.S3;

/// <summary>A PUT that is signed here, independently of the endpoint's code, to send bodies that no SDK would send.</summary>
internal sealed class RawRequest(S3Endpoint s3)
{
    private readonly string timestamp = DateTime.UtcNow.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Headers that are sent but not signed.</summary>
    public Dictionary<string, string> Unsigned { get; } = [];

    public string Signature { get; private set; } = "";

    private string Scope => $"{timestamp[..8]}/{s3.Region}/s3/aws4_request";

    /// <summary>Sends a body whose framing can depend on the signature of the request.</summary>
    public async Task<(int Status, string Body)> PutAsync(string kind, Func<RawRequest, string> body, params (string Name, string Value)[] headers)
    {
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["host"] = s3.Url.Authority,
            ["x-amz-content-sha256"] = kind,
            ["x-amz-date"] = timestamp,
        };
        foreach (var (name, value) in headers)
            all.Add(name, value);
        var signed = string.Join(';', all.Keys);
        var canonical = $"PUT\n/vault/raw\n\n{string.Concat(all.Select(h => $"{h.Key}:{h.Value}\n"))}\n{signed}\n{kind}";
        Signature = Sign($"AWS4-HMAC-SHA256\n{timestamp}\n{Scope}\n{Hash(canonical)}");

        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri(s3.Url, "vault/raw"));
        request.Content = new ByteArrayContent(Encoding.ASCII.GetBytes(body(this)));
        foreach (var (name, value) in all.Where(h => h.Key != "host"))
            request.Headers.TryAddWithoutValidation(name, value);
        foreach (var (name, value) in Unsigned)
            request.Headers.TryAddWithoutValidation(name, value);
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "AWS4-HMAC-SHA256",
            $"Credential={s3.AccessKey}/{Scope},SignedHeaders={signed},Signature={Signature}");
        using var http = new HttpClient();
        using var response = await http.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public string SignChunk(string previous, string chunk) =>
        Sign($"AWS4-HMAC-SHA256-PAYLOAD\n{timestamp}\n{Scope}\n{previous}\n{Hash("")}\n{Hash(chunk)}");

    public string SignTrailer(string previous, string trailer) =>
        Sign($"AWS4-HMAC-SHA256-TRAILER\n{timestamp}\n{Scope}\n{previous}\n{Hash(trailer)}");

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(text)));

    private string Sign(string text)
    {
        var key = Encoding.ASCII.GetBytes("AWS4" + s3.SecretKey);
        foreach (var part in Scope.Split('/'))
            key = HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(part));
        return Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(text)));
    }
}
