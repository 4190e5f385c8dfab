using System.Security.Cryptography;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;

namespace TazPod.Vault.Sealing;

/// <summary>Vault bytes to plaintext. Nothing is handed out before the tag over all of it was found right.</summary>
internal static class VaultOpener
{
    /// <summary>Opens a vault.</summary>
    /// <exception cref="VaultException">TAZPOD3001: wrong passphrase or damaged; TAZPOD3002: cut; TAZPOD3005: larger than the
    /// format allows.</exception>
    public static OpenedPlaintext Open(ReadOnlyMemory<byte> image, Passphrase passphrase) =>
        TryOpen(image, passphrase) ?? throw VaultErrors.VaultDoesNotOpen.With(
            "the vault does not open: wrong passphrase, or the vault is damaged",
            "Check the passphrase; if it is right, pull the vault again or take an older history copy.");

    /// <summary>Opens a vault, or returns null when this passphrase does not: for trying several.</summary>
    /// <exception cref="VaultException">TAZPOD3002: cut; TAZPOD3005: larger than the format allows.</exception>
    public static OpenedPlaintext? TryOpen(ReadOnlyMemory<byte> image, Passphrase passphrase)
    {
        CheckSize(image.Length);
        using var key = VaultKey.Derive(passphrase, TazPodFormat.Salt(image.Span));
        return TryOpen(image, key);
    }

    /// <summary>As <see cref="TryOpen(ReadOnlyMemory{byte}, Passphrase)"/>, with a key that was derived before.</summary>
    public static OpenedPlaintext? TryOpen(ReadOnlyMemory<byte> image, VaultKey key)
    {
        CheckSize(image.Length);
        var plaintext = LargeBuffer.Allocate(image.Length - TazPodFormat.MinimumSize);
        return TryOpen(image.Span, plaintext, key) ? new OpenedPlaintext(plaintext) : null;
    }

    /// <summary>As <see cref="TryOpen(ReadOnlyMemory{byte}, VaultKey)"/>, with the plaintext where the sealed bytes were: half the
    /// memory. Of the image nothing but the prefix is left, whether it opens or not.</summary>
    /// <param name="image">The vault, in memory that no collection moves.</param>
    /// <param name="key">What it is opened with.</param>
    /// <exception cref="VaultException">TAZPOD3002: cut; TAZPOD3005: larger than the format allows.</exception>
    public static OpenedPlaintext? TryOpenInPlace(Memory<byte> image, VaultKey key)
    {
        CheckSize(image.Length);
        var content = image[TazPodFormat.PrefixSize..^TazPodFormat.TagSize];
        return TryOpen(image.Span, content.Span, key) ? new OpenedPlaintext(content, image) : null;
    }

    /// <summary>Whether this key opens a vault, which is afterwards what it was: for trying several keys without a second buffer.</summary>
    /// <remarks>GCM enciphers by XOR with a stream that key and nonce make: what is enciphered twice is what it was, and the second
    /// tag is the one over these bytes.</remarks>
    /// <param name="image">The vault, in memory that no collection moves.</param>
    /// <param name="key">The key.</param>
    /// <param name="holds">What else to ask of the plaintext, while it is there; nothing by default.</param>
    /// <exception cref="VaultException">TAZPOD3002: cut; TAZPOD3005: larger than the format allows.</exception>
    public static bool Opens(Memory<byte> image, VaultKey key, Func<ReadOnlyMemory<byte>, bool>? holds = null)
    {
        CheckSize(image.Length);
        var vault = image.Span;
        var nonce = vault.Slice(TazPodFormat.SaltSize, TazPodFormat.NonceSize);
        var content = image[TazPodFormat.PrefixSize..^TazPodFormat.TagSize];
        Span<byte> tag = stackalloc byte[TazPodFormat.TagSize];
        using var cipher = new AesGcm(key.Bytes, TazPodFormat.TagSize);
        cipher.Encrypt(nonce, content.Span, content.Span, tag);
        var isRight = holds is null || holds(content);
        cipher.Encrypt(nonce, content.Span, content.Span, tag);
        return CryptographicOperations.FixedTimeEquals(tag, vault[^TazPodFormat.TagSize..]) && isRight;
    }

    private static bool TryOpen(ReadOnlySpan<byte> vault, Span<byte> plaintext, VaultKey key)
    {
        try
        {
            using var cipher = new AesGcm(key.Bytes, TazPodFormat.TagSize);
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
                $"the vault is too short: {size} bytes, and the smallest has {TazPodFormat.MinimumSize}; it was cut",
                "Pull the vault again.");
        }

        if (size > TazPodFormat.MaximumSize)
        {
            throw VaultErrors.ArchiveTooLarge.With(
                $"the vault is too large: {size} bytes, and the format allows {TazPodFormat.MaximumSize}",
                "This is not a vault of TazPod, or one beyond its limits.");
        }
    }
}
