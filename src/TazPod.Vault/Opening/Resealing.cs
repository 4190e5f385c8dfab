using System.Security.Cryptography;
using TazPod.Vault.Archive.Gzip;
using TazPod.Vault.Errors;
using TazPod.Vault.Sealing;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Opening;

/// <summary>Seals the same archive with another passphrase in place: byte for byte, except for a new revision. Wiped when
/// disposed.</summary>
internal sealed class Resealing : IDisposable
{
    private readonly SealingBuffer buffer;

    /// <summary>Seals it, and opens it again as a check.</summary>
    /// <param name="content">The opened vault. It gives its archive away.</param>
    /// <param name="passphrase">The new passphrase.</param>
    /// <param name="next">The new revision; null to keep the one that it has.</param>
    /// <exception cref="VaultException">1006: the passphrase is empty.</exception>
    public Resealing(UnsealedVault content, Passphrase passphrase, VaultRevision? next = null)
    {
        var (kept, treeMac) = (next is null ? content.ComputeContentSha256() : null, TreeMac(content, passphrase));
        buffer = content.DetachForResealing();
        try
        {
            var revision = next is null ? content.Revision : SealedRevision.Write(buffer, next);
            var contentSha256 = kept ?? Convert.ToHexStringLower(SHA256.HashData(buffer.Plaintext.Span));
            Image = buffer.Seal(passphrase);
            if (!buffer.Opens(passphrase, contentSha256))
            {
                throw VaultErrors.Unexpected.With("the vault that was just sealed does not open", "Nothing was replaced. Run the same step again.");
            }

            Facts = new VaultFacts(Convert.ToHexStringLower(SHA256.HashData(Image.Span)), buffer.Mark!.Id, contentSha256, treeMac)
            {
                SealTag = buffer.Mark.Tag,
                KeyCheck = buffer.KeyCheck,
                Revision = revision,
            };
        }
        catch
        {
            buffer.Dispose();
            throw;
        }
    }

    /// <summary>The vault image, valid until this is disposed.</summary>
    public ReadOnlyMemory<byte> Image { get; }

    /// <summary>The facts about it.</summary>
    public VaultFacts Facts { get; }

    /// <inheritdoc/>
    public void Dispose() => buffer.Dispose();

    private static string? TreeMac(UnsealedVault content, Passphrase passphrase)
    {
        if (content.ComputeTreeMac() is null)
        {
            return null;
        }

        using var key = new TreeKey(passphrase);
        return key.MacOf(content.ReadManifest()!);
    }
}
