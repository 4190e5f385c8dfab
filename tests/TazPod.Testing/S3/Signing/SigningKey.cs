using System.Security.Cryptography;
using System.Text;

namespace TazPod.Testing.S3.Signing;

/// <summary>The key for one secret, day and region, and the strings that are signed with it (Signature Version 4).</summary>
internal sealed class SigningKey(string secret, AuthorizationHeader authorization, string timestamp)
{
    private static readonly string EmptyHash = Hash([]);

    private readonly byte[] key = Derive(secret, authorization);

    public static string Hash(ReadOnlySpan<byte> data) => Convert.ToHexStringLower(SHA256.HashData(data));

    public string SignRequest(string canonicalRequest) =>
        Sign($"{AuthorizationHeader.Algorithm}\n{timestamp}\n{authorization.Scope}\n{Hash(Encoding.UTF8.GetBytes(canonicalRequest))}");

    public string SignChunk(string previousSignature, ReadOnlySpan<byte> chunk) => Sign(
        $"{AuthorizationHeader.Algorithm}-PAYLOAD\n{timestamp}\n{authorization.Scope}\n{previousSignature}\n{EmptyHash}\n{Hash(chunk)}");

    public string SignTrailers(string previousSignature, string canonicalTrailers) => Sign(
        $"{AuthorizationHeader.Algorithm}-TRAILER\n{timestamp}\n{authorization.Scope}\n{previousSignature}\n"
        + Hash(Encoding.UTF8.GetBytes(canonicalTrailers)));

    private static byte[] Derive(string secret, AuthorizationHeader authorization)
    {
        var key = Encoding.UTF8.GetBytes("AWS4" + secret);
        foreach (var part in authorization.Scope.Split('/'))
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        return key;
    }

    private string Sign(string text) => Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
}
