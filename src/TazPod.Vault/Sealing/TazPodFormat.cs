using System.Security.Cryptography;

namespace TazPod.Vault.Sealing;

/// <summary>TazPod's vault format: salt 32 | nonce 12 | AES-256-GCM ciphertext | tag 16, without magic, version or associated
/// data.</summary>
/// <remarks>The key is PBKDF2-HMAC-SHA256 over the passphrase's bytes. The file has no cost parameter, so the number of iterations is part
/// of the format and cannot be raised without breaking it.</remarks>
internal static class TazPodFormat
{
    public const int SaltSize = 32;
    public const int NonceSize = 12;
    public const int TagSize = 16;
    public const int KeySize = 32;
    public const int Iterations = 100_000;

    /// <summary>The size of the salt and nonce before the ciphertext.</summary>
    public const int PrefixSize = SaltSize + NonceSize;

    /// <summary>The size of the smallest vault, with empty content, in bytes.</summary>
    public const int MinimumSize = PrefixSize + TagSize;

    /// <summary>The size of the largest vault in bytes, 1 GiB: in this format, AES-GCM is one call over one buffer.</summary>
    public const int MaximumSize = 1 << 30;

    /// <summary>The salt of a vault image of at least <see cref="MinimumSize"/> bytes.</summary>
    public static ReadOnlySpan<byte> Salt(ReadOnlySpan<byte> image) => image[..SaltSize];

    /// <summary>The authentication tag of a vault image of at least <see cref="MinimumSize"/> bytes.</summary>
    public static ReadOnlySpan<byte> Tag(ReadOnlySpan<byte> image) => image[^TagSize..];

    /// <summary>Derives the key for a salt into <paramref name="key"/>. The caller wipes it.</summary>
    public static void DeriveKey(Passphrase passphrase, ReadOnlySpan<byte> salt, Span<byte> key) =>
        Rfc2898DeriveBytes.Pbkdf2(passphrase.Bytes, salt, key, Iterations, HashAlgorithmName.SHA256);
}
