using System.Security.Cryptography;
using TazPod.Vault.Archive;
using TazPod.Vault.Errors;
using TazPod.Vault.Sealing;
using TazPod.Vault.Settings;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Verbs;

/// <summary>A vault that was opened: its archive in memory, the passphrase that opened it, and its fingerprints.</summary>
internal sealed class VaultContent : IDisposable
{
    private readonly OpenedPlaintext plaintext;
    private readonly byte[] macKey;

    private VaultContent(OpenedPlaintext plaintext, Passphrase passphrase)
    {
        this.plaintext = plaintext;
        Passphrase = passphrase;
        macKey = TreeMacKey.Derive(passphrase);
        ContentSha256 = Convert.ToHexStringLower(SHA256.HashData(plaintext.Content.Span));
        try
        {
            Manifest = ArchiveReader.Inspect(plaintext.Content, new ArchiveReadOptions { SkipLinks = true }, CancellationToken.None);
            TreeMac = Manifest.Notices.Any(notice => notice.Kind == ArchiveNoticeKind.LinkLeftOut) ? null : MacOf(Manifest);
        }
        catch (VaultException refusal)
        {
            Refusal = refusal;
        }
    }

    /// <summary>The tar.gz.</summary>
    public ReadOnlyMemory<byte> Archive => plaintext.Content;

    /// <summary>The candidate that opened it; owned by the candidates.</summary>
    public Passphrase Passphrase { get; }

    /// <summary>SHA-256 of the tar.gz, lower-case hex.</summary>
    public string ContentSha256 { get; }

    /// <summary>What it holds, links left out; null when the archive is refused.</summary>
    public ArchiveManifest? Manifest { get; }

    /// <summary>Keyed fingerprint of what it holds; null when the archive is refused or holds links, which no tree of ours has.</summary>
    public string? TreeMac { get; }

    /// <summary>Why its archive is refused; null when it is not.</summary>
    public VaultException? Refusal { get; }

    /// <summary>Opens a vault with the first candidate that does.</summary>
    /// <exception cref="VaultException">3001 none does; 3002 or 3005 it cannot be a vault.</exception>
    public static VaultContent Open(ReadOnlyMemory<byte> image, PassphraseCandidates candidates, string what)
    {
        foreach (var candidate in candidates.ForOpening)
        {
            if (VaultOpener.TryOpen(image, candidate) is { } plaintext)
            {
                return new VaultContent(plaintext, candidate);
            }
        }

        throw VaultErrors.VaultDoesNotOpen.With(
            $"'{what}' does not open with {candidates.Origin}: the passphrase is wrong, or the vault is damaged",
            "Check the passphrase; if it is right, pull the vault again or take an older copy with --index.");
    }

    /// <summary>The fingerprint of a tree under this vault's passphrase.</summary>
    public string MacOf(ArchiveManifest manifest) => Convert.ToHexStringLower(manifest.ComputeMac(macKey));

    /// <summary>The facts that opening it showed.</summary>
    public VaultFacts FactsFor(LocalVault file) => new(file.Sha256, file.Salt, ContentSha256, TreeMac);

    /// <inheritdoc/>
    public void Dispose()
    {
        plaintext.Dispose();
        CryptographicOperations.ZeroMemory(macKey);
    }
}
