using System.Security.Cryptography;
using TazPod.Vault.Archive;
using TazPod.Vault.Archive.Entries;
using TazPod.Vault.Archive.Gzip;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;
using TazPod.Vault.Sealing;
using TazPod.Vault.Settings;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Opening;

/// <summary>An opened vault: its archive in memory, the passphrase that opened it, and its fingerprints.</summary>
internal sealed class UnsealedVault : IDisposable
{
    private readonly OpenedPlaintext plaintext;
    private readonly Lazy<TreeKey> key;
    private readonly Lazy<Task<string>> contentSha256;
    private readonly VaultFacts? known;
    private readonly string keyCheck;
    private ArchiveManifest? manifest;
    private VaultException? refusal;
    private string? treeMac;

    private UnsealedVault(OpenedPlaintext plaintext, IUnlocker vaultKey, LocalVault file, VaultFacts? known, bool inspects)
    {
        VaultSha256 = file.Sha256;
        var passphrase = vaultKey.Passphrase;
        keyCheck = vaultKey.ComputeCheck();
        this.plaintext = plaintext;
        this.known = known is { IsComplete: true } ? known : null;
        Passphrase = passphrase;
        Revision = RevisionField.TryRead(plaintext.Content.Span) ?? VaultRevision.None;

        // On another core, while this one reads the archive. Facts that are already known about exactly these bytes are not computed again.
        key = new(() => new TreeKey(passphrase));
        contentSha256 = new(() => Task.Run(() => Convert.ToHexStringLower(SHA256.HashData(plaintext.Content.Span))));
        if (inspects && this.known is null)
        {
            _ = (key.Value, contentSha256.Value);
        }
    }

    /// <summary>The tar.gz archive.</summary>
    public ReadOnlyMemory<byte> Archive => plaintext.Content;

    /// <summary>SHA-256 of the vault's bytes, lower-case hex.</summary>
    public string VaultSha256 { get; }

    /// <summary>The revision sealed into it.</summary>
    public VaultRevision Revision { get; }

    /// <summary>The candidate that opened it. Owned by the candidates.</summary>
    public Passphrase Passphrase { get; }

    /// <summary>Receives the number of bytes of the archive that were read so far, when its content is read. Null by default.</summary>
    public IProgress<long>? Progress { get; set; }

    /// <summary>Opens a vault in place with the first candidate that works. The vault's bytes are given away.</summary>
    /// <param name="file">The vault.</param>
    /// <param name="candidates">The passphrases to try.</param>
    /// <param name="what">Its name, for a message.</param>
    /// <param name="startedKey">A key whose derivation was started ahead of time. Stays owned by the caller.</param>
    /// <param name="known">Recorded facts about exactly these bytes, which need not be computed again.</param>
    /// <param name="inspects">Whether the content will be needed.</param>
    /// <exception cref="VaultException">3001: none works; 3002 or 3005: it cannot be a vault.</exception>
    public static UnsealedVault OpenInPlace(
        LocalVault file, PassphraseCandidates candidates, string what, IUnlocker? startedKey = null, VaultFacts? known = null, bool inspects = true)
    {
        // The likeliest candidate first. Bytes that fail to open in place are lost, so the file is read again. Bytes without a file are
        // tried beforehand.
        foreach (var candidate in candidates.ByLikelihood)
        {
            using var derived = startedKey?.IsFor(candidate, file.Mark) == true ? null : VaultFormat.Current.Unlocker(candidate, file.Mark);
            var key = derived ?? startedKey!;
            var mayFail = file.CanBeReadAgain || candidate == candidates.ByLikelihood[^1];
            if ((mayFail || key.Opens(file.Lend())) && key.TryOpenInPlace(file.Detach()) is { } plaintext)
            {
                return new UnsealedVault(plaintext, key, file, known, inspects);
            }
        }

        throw DoesNotOpen(candidates, what);
    }

    /// <summary>Whether exactly this variant of a passphrase opens a vault. The vault is not changed.</summary>
    /// <exception cref="VaultException">3002 or 3005: it cannot be a vault.</exception>
    public static bool Opens(LocalVault file, Passphrase passphrase)
    {
        using var key = VaultFormat.Current.Unlocker(passphrase, file.Mark);
        return key.Opens(file.Lend());
    }

    /// <summary>Reads the content, without links, when first needed; null if the archive is refused.</summary>
    public ArchiveManifest? ReadManifest()
    {
        Inspect();
        return manifest;
    }

    /// <summary>Reads the content, without links, when first needed.</summary>
    /// <exception cref="VaultException">The archive is refused.</exception>
    public ArchiveManifest RequireManifest() => ReadManifest() ?? throw refusal!;

    /// <summary>Reads the content when first needed, and returns why the archive is refused; null if it is not.</summary>
    public VaultException? FindRefusal()
    {
        Inspect();
        return refusal;
    }

    /// <summary>Whether the archive contains links. Reads the content when first needed.</summary>
    public bool ContainsLinks() => ReadManifest()?.Notices.Any(notice => notice.Kind == ArchiveNoticeKind.LinkLeftOut) == true;

    /// <summary>Fails if the archive contains links, for a verb whose result would be without them.</summary>
    /// <exception cref="VaultException">3004: it does.</exception>
    public void RequireNoLinks(CancellationToken cancellationToken)
    {
        if (ContainsLinks())
        {
            ArchiveReader.Inspect(Archive, new ArchiveReadOptions(), cancellationToken);
        }
    }

    /// <summary>Keyed fingerprint of the content; null if the archive is refused or contains links, which our own trees never do. Reads the
    /// content when first needed.</summary>
    public string? ComputeTreeMac() => ReadManifest() is not { } held || ContainsLinks() ? null : treeMac ??= known?.TreeMac ?? MacOf(held);

    /// <summary>SHA-256 of the tar.gz, lower-case hex. Waits until it is computed.</summary>
    public string ComputeContentSha256() => known?.ContentSha256 ?? contentSha256.Value.GetAwaiter().GetResult();

    /// <summary>The fingerprint of a tree under this vault's passphrase.</summary>
    public string MacOf(ArchiveManifest manifest) => key.Value.MacOf(manifest);

    /// <summary>Detaches the archive, to be re-sealed in place. Fingerprints that were already computed stay available.</summary>
    public SealingBuffer DetachForResealing()
    {
        if (contentSha256.IsValueCreated)
        {
            contentSha256.Value.Wait();
        }

        return VaultFormat.Current.Reseal(plaintext);
    }

    /// <summary>Extracts the archive into an empty directory. This reads the whole archive, so the content is known afterwards.</summary>
    /// <exception cref="VaultException">As <see cref="ArchiveReader.Extract(ReadOnlyMemory{byte}, DirectoryHandle, ArchiveReadOptions, CancellationToken)"/>.</exception>
    public ArchiveManifest Extract(DirectoryHandle directory, ArchiveReadOptions options, CancellationToken cancellationToken)
    {
        var extracted = ArchiveReader.Extract(Archive, directory, options, cancellationToken);
        manifest ??= extracted;
        return extracted;
    }

    /// <summary>The facts found by opening it.</summary>
    public VaultFacts FactsFor(LocalVault file) =>
        known is null ? KnownFactsFor(file) with { ContentSha256 = ComputeContentSha256(), TreeMac = ComputeTreeMac() } : KnownFactsFor(file);

    /// <summary>The facts known before, and those found by opening it without reading the content.</summary>
    public VaultFacts KnownFactsFor(LocalVault file) => (known ?? new(file.Sha256, file.Mark.Id, null, null)) with
    {
        SealTag = file.Mark.Tag,
        KeyCheck = keyCheck,
        Revision = Revision,
    };

    /// <summary>Waits until the passphrase is no longer needed, so that its owner can wipe it before this is disposed.</summary>
    public void ReleasePassphrase()
    {
        if (key.IsValueCreated)
        {
            key.Value.Settle();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Work that still reads the plaintext or the passphrase must finish first.
        if (contentSha256.IsValueCreated)
        {
            contentSha256.Value.Wait();
        }

        plaintext.Dispose();
        if (key.IsValueCreated)
        {
            key.Value.Dispose();
        }
    }

    private static VaultException DoesNotOpen(PassphraseCandidates candidates, string what) => VaultErrors.VaultDoesNotOpen.With(
        $"'{what}' does not open with {candidates.Described}: the passphrase is wrong, or the vault is damaged", candidates.HintWhenClosed);

    private void Inspect()
    {
        if (manifest is not null || refusal is not null)
        {
            return;
        }

        try
        {
            manifest = ArchiveReader.Inspect(Archive, new ArchiveReadOptions { SkipLinks = true, Progress = Progress }, CancellationToken.None);
        }
        catch (VaultException found)
        {
            refusal = found;
        }
    }
}
