using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace TazPod.Vault.Files;

/// <summary>MD5, as S3's ETags and <c>Content-MD5</c> have it: it tells versions apart and finds accidents on the way. Nothing relies on it
/// against an attacker.</summary>
[SuppressMessage("Security", "CA5351", Justification = "S3 defines it; see the summary.")]
internal static class Md5Hash
{
    /// <summary>Of these bytes.</summary>
    public static byte[] Of(ReadOnlySpan<byte> content) => MD5.HashData(content);

    /// <summary>Of these bytes, lower-case hex.</summary>
    public static string HexOf(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(MD5.HashData(content));

    /// <summary>Of what a stream still holds, lower-case hex.</summary>
    public static string HexOf(Stream content) => Convert.ToHexStringLower(MD5.HashData(content));

    /// <summary>Of bytes that come one after the other.</summary>
    public static IncrementalHash Begin() => IncrementalHash.CreateHash(HashAlgorithmName.MD5);
}
