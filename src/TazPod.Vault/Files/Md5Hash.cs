using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace TazPod.Vault.Files;

/// <summary>MD5, as S3 uses it for ETags and <c>Content-MD5</c>. It distinguishes versions and detects accidental damage in transit.
/// Nothing relies on it against an attacker.</summary>
[SuppressMessage("Security", "CA5351", Justification = "S3 defines it; see the summary.")]
internal static class Md5Hash
{
    /// <summary>Hashes bytes.</summary>
    public static byte[] Of(ReadOnlySpan<byte> content) => MD5.HashData(content);

    /// <summary>Hashes bytes to lower-case hex.</summary>
    public static string HexOf(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(MD5.HashData(content));

    /// <summary>Hashes the rest of a stream to lower-case hex.</summary>
    public static string HexOf(Stream content) => Convert.ToHexStringLower(MD5.HashData(content));

    /// <summary>Starts hashing bytes that arrive in pieces.</summary>
    public static IncrementalHash Begin() => IncrementalHash.CreateHash(HashAlgorithmName.MD5);
}
