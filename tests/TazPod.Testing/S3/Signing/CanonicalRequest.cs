using System.Text.RegularExpressions;
using TazPod.Testing.S3.Http;

namespace TazPod.Testing.S3.Signing;

/// <summary>The canonical form of a request that Signature Version 4 signs.</summary>
internal static partial class CanonicalRequest
{
    public static string Of(RequestTarget target, S3Request request, IReadOnlyList<string> signedHeaders, string payloadHash)
    {
        var query = target.Parameters
            .Select(p => (Name: Uri.EscapeDataString(p.Name), Value: Uri.EscapeDataString(p.Value)))
            .OrderBy(p => p.Name, StringComparer.Ordinal)
            .ThenBy(p => p.Value, StringComparer.Ordinal)
            .Select(p => $"{p.Name}={p.Value}");
        var path = string.Join('/', target.Path.Split('/').Select(Uri.EscapeDataString));
        var headers = signedHeaders.Select(h => $"{h}:{Spaces().Replace(request.Headers.GetValueOrDefault(h, "").Trim(), " ")}\n");
        return $"{request.Method}\n{path}\n{string.Join('&', query)}\n{string.Concat(headers)}\n{string.Join(';', signedHeaders)}\n{payloadHash}";
    }

    [GeneratedRegex(" {2,}")]
    private static partial Regex Spaces();
}
