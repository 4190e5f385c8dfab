using System.Security.Cryptography;
using TazPod.Vault.Errors;
using TazPod.Vault.Sealing;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Verbs;

/// <summary>The same archive, byte for byte, sealed under another passphrase. Wiped when disposed.</summary>
internal sealed class Resealing : IDisposable
{
    private readonly SealingBuffer buffer = new();

    /// <summary>Seals it, and opens it again to be sure.</summary>
    /// <exception cref="VaultException">1006: the passphrase is empty.</exception>
    public Resealing(VaultContent content, Passphrase passphrase)
    {
        buffer.Write(content.Archive.Span);
        Image = buffer.Seal(passphrase);
        using var opened = VaultOpener.TryOpen(Image, passphrase);
        if (opened?.Content.Span.SequenceEqual(content.Archive.Span) != true)
        {
            throw VaultErrors.Unexpected.With("the vault that was just sealed does not open", "Nothing was replaced. Run the same step again.");
        }

        Facts = new VaultFacts(
            Convert.ToHexStringLower(SHA256.HashData(Image.Span)),
            Convert.ToHexStringLower(TazPodFormat.Salt(Image.Span)),
            content.ContentSha256,
            TreeMac(content, passphrase))
        {
            Tag = Convert.ToHexStringLower(TazPodFormat.Tag(Image.Span)),
            KeyCheck = buffer.KeyCheck,
        };
    }

    /// <summary>The vault, valid until this is disposed.</summary>
    public ReadOnlyMemory<byte> Image { get; }

    /// <summary>What is known of it.</summary>
    public VaultFacts Facts { get; }

    /// <inheritdoc/>
    public void Dispose() => buffer.Dispose();

    private static string? TreeMac(VaultContent content, Passphrase passphrase)
    {
        if (content.TreeMac is null)
        {
            return null;
        }

        using var key = new TreeKey(passphrase);
        return key.MacOf(content.Manifest!);
    }
}
