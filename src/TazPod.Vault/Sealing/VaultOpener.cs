using System.Security.Cryptography;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;

namespace TazPod.Vault.Sealing;

/// <summary>Decrypts vaults. No plaintext is returned before the authentication tag is verified.</summary>
internal static class VaultOpener
{
    /// <summary>Opens a vault.</summary>
    /// <exception cref="VaultException">TAZPOD3001: the passphrase is wrong or the vault is damaged; TAZPOD3002: it is truncated;
    /// TAZPOD3005: it is larger than the format allows.</exception>
    public static OpenedPlaintext Open(ReadOnlyMemory<byte> image, Passphrase passphrase) =>
        TryOpen(image, passphrase) ?? throw VaultErrors.VaultDoesNotOpen.With(
            "the vault does not open: wrong passphrase, or the vault is damaged",
            "Check the passphrase; if it is right, pull the vault again or use an older history copy.");

    /// <summary>Opens a vault, or returns null if this passphrase does not open it. For trying several passphrases.</summary>
    /// <exception cref="VaultException">TAZPOD3002: it is truncated; TAZPOD3005: it is larger than the format allows.</exception>
    public static OpenedPlaintext? TryOpen(ReadOnlyMemory<byte> image, Passphrase passphrase)
    {
        CheckSize(image.Length);
        using var key = VaultKey.Derive(passphrase, TazPodFormat.Salt(image.Span));
        return TryOpen(image, key);
    }

    /// <summary>Like <see cref="TryOpen(ReadOnlyMemory{byte}, Passphrase)"/>, with a key that was derived before.</summary>
    public static OpenedPlaintext? TryOpen(ReadOnlyMemory<byte> image, VaultKey key)
    {
        CheckSize(image.Length);
        var plaintext = LargeBuffer.Allocate(image.Length - TazPodFormat.MinimumSize);
        return TryOpen(image.Span, plaintext, key) ? new OpenedPlaintext(plaintext) : null;
    }

    /// <summary>Like <see cref="TryOpen(ReadOnlyMemory{byte}, VaultKey)"/>, but decrypts in place, which needs half the memory. Only the
    /// prefix of the image remains, whether it opens or not.</summary>
    /// <param name="image">The vault, in pinned memory.</param>
    /// <param name="key">The key.</param>
    /// <exception cref="VaultException">TAZPOD3002: it is truncated; TAZPOD3005: it is larger than the format allows.</exception>
    public static OpenedPlaintext? TryOpenInPlace(Memory<byte> image, VaultKey key)
    {
        CheckSize(image.Length);
        var content = image[TazPodFormat.PrefixSize..^TazPodFormat.TagSize];
        return TryOpen(image.Span, content.Span, key) ? new OpenedPlaintext(content, image) : null;
    }

    /// <summary>Whether this key opens a vault. The vault is unchanged afterwards, so several keys can be tried without a second
    /// buffer.</summary>
    /// <remarks>GCM encrypts by XOR with a key stream from key and nonce. So encrypting twice restores the original bytes, and the second
    /// tag is the tag over these bytes.</remarks>
    /// <param name="image">The vault, in pinned memory.</param>
    /// <param name="key">The key.</param>
    /// <param name="holds">An additional check on the plaintext while it exists; none by default.</param>
    /// <exception cref="VaultException">TAZPOD3002: it is truncated; TAZPOD3005: it is larger than the format allows.</exception>
    public static bool Opens(Memory<byte> image, VaultKey key, Func<ReadOnlyMemory<byte>, bool>? holds = null)
    {
        CheckSize(image.Length);
        var vault = image.Span;
        var nonce = vault.Slice(TazPodFormat.SaltSize, TazPodFormat.NonceSize);
        var content = image[TazPodFormat.PrefixSize..^TazPodFormat.TagSize];
        Span<byte> tag = stackalloc byte[TazPodFormat.TagSize];
        using var cipher = new AesGcm(key.WaitForBytes(), TazPodFormat.TagSize);
        cipher.Encrypt(nonce, content.Span, content.Span, tag);
        var isRight = holds is null || holds(content);
        cipher.Encrypt(nonce, content.Span, content.Span, tag);
        return CryptographicOperations.FixedTimeEquals(tag, vault[^TazPodFormat.TagSize..]) && isRight;
    }

    private static bool TryOpen(ReadOnlySpan<byte> vault, Span<byte> plaintext, VaultKey key)
    {
        try
        {
            using var cipher = new AesGcm(key.WaitForBytes(), TazPodFormat.TagSize);
            cipher.Decrypt(
                vault.Slice(TazPodFormat.SaltSize, TazPodFormat.NonceSize),
                vault[TazPodFormat.PrefixSize..^TazPodFormat.TagSize],
                vault[^TazPodFormat.TagSize..],
                plaintext);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            LargeBuffer.Wipe(plaintext);
            return false;
        }
    }

    private static void CheckSize(int size)
    {
        if (size < TazPodFormat.MinimumSize)
        {
            throw VaultErrors.VaultDamaged.With(
                $"the vault is too short: it has {size} bytes, but the smallest vault has {TazPodFormat.MinimumSize}; it was truncated",
                "Run PullVault to fetch it again.");
        }

        if (size > TazPodFormat.MaximumSize)
        {
            throw VaultErrors.ArchiveTooLarge.With(
                $"the vault is too large: it has {size} bytes, but the format allows at most {TazPodFormat.MaximumSize}",
                "This is not a TazPod vault, or exceeds its limits.");
        }
    }
}
