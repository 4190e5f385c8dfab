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
    private readonly Task<byte[]> macKey;
    private readonly Task<string> contentSha256;
    private ArchiveManifest? manifest;
    private VaultException? refusal;
    private string? treeMac;

    private VaultContent(OpenedPlaintext plaintext, Passphrase passphrase)
    {
        this.plaintext = plaintext;
        Passphrase = passphrase;

        // On another core, while this one looks into the archive.
        macKey = Task.Run(() => TreeMacKey.Derive(passphrase));
        contentSha256 = Task.Run(() => Convert.ToHexStringLower(SHA256.HashData(plaintext.Content.Span)));
    }

    /// <summary>The tar.gz.</summary>
    public ReadOnlyMemory<byte> Archive => plaintext.Content;

    /// <summary>The candidate that opened it; owned by the candidates.</summary>
    public Passphrase Passphrase { get; }

    /// <summary>SHA-256 of the tar.gz, lower-case hex.</summary>
    public string ContentSha256 => contentSha256.GetAwaiter().GetResult();

    /// <summary>What it holds, links left out; null when the archive is refused. Looked into when first asked for.</summary>
    public ArchiveManifest? Manifest
    {
        get
        {
            Look();
            return manifest;
        }
    }

    /// <summary>Keyed fingerprint of what it holds; null when the archive is refused or holds links, which no tree of ours has.</summary>
    public string? TreeMac => Manifest is null || Manifest.Notices.Any(notice => notice.Kind == ArchiveNoticeKind.LinkLeftOut)
        ? null
        : treeMac ??= MacOf(Manifest);

    /// <summary>Why its archive is refused; null when it is not.</summary>
    public VaultException? Refusal
    {
        get
        {
            Look();
            return refusal;
        }
    }

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

        throw DoesNotOpen(candidates, what);
    }

    /// <summary>Opens a vault file with the first candidate that does, where its bytes lie: it gives them away.</summary>
    /// <exception cref="VaultException">3001 none does; 3002 or 3005 it cannot be a vault.</exception>
    public static VaultContent OpenInPlace(LocalVault file, PassphraseCandidates candidates, string what)
    {
        var all = candidates.ForOpening;
        foreach (var candidate in all.SkipLast(1))
        {
            if (VaultOpener.TryOpen(file.Bytes, candidate) is { } plaintext)
            {
                return new VaultContent(plaintext, candidate);
            }
        }

        return VaultOpener.TryOpenInPlace(file.GiveAway(), all[^1]) is { } opened
            ? new VaultContent(opened, all[^1])
            : throw DoesNotOpen(candidates, what);
    }

    /// <summary>The fingerprint of a tree under this vault's passphrase.</summary>
    public string MacOf(ArchiveManifest manifest) => Convert.ToHexStringLower(manifest.ComputeMac(macKey.GetAwaiter().GetResult()));

    /// <summary>Extracts the archive into an empty directory: that reads it whole, which is as good as having looked into it.</summary>
    /// <exception cref="VaultException">As <see cref="ArchiveReader.Extract"/>.</exception>
    public ArchiveManifest Extract(string directory, ArchiveReadOptions options, CancellationToken cancellationToken) =>
        manifest = ArchiveReader.Extract(Archive, directory, options, cancellationToken);

    /// <summary>The facts that opening it showed.</summary>
    public VaultFacts FactsFor(LocalVault file) => new(file.Sha256, file.Salt, ContentSha256, TreeMac);

    /// <summary>Waits until nothing needs the passphrase any more: whoever owns it may wipe it before this is disposed.</summary>
    public void LetGoOfPassphrase() => macKey.GetAwaiter().GetResult();

    /// <inheritdoc/>
    public void Dispose()
    {
        // What still reads the plaintext or the passphrase has to be through with them.
        Task.WaitAll(macKey, contentSha256);
        plaintext.Dispose();
        CryptographicOperations.ZeroMemory(macKey.Result);
    }

    private static VaultException DoesNotOpen(PassphraseCandidates candidates, string what) => VaultErrors.VaultDoesNotOpen.With(
        $"'{what}' does not open with {candidates.Origin}: the passphrase is wrong, or the vault is damaged",
        "Check the passphrase; if it is right, pull the vault again or take an older copy with --index.");

    private void Look()
    {
        if (manifest is not null || refusal is not null)
        {
            return;
        }

        try
        {
            manifest = ArchiveReader.Inspect(Archive, new ArchiveReadOptions { SkipLinks = true }, CancellationToken.None);
        }
        catch (VaultException found)
        {
            refusal = found;
        }
    }
}
