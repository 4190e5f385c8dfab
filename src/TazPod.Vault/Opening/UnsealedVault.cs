using System.Security.Cryptography;
using TazPod.Vault.Archive;
using TazPod.Vault.Archive.Entries;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;
using TazPod.Vault.Sealing;
using TazPod.Vault.Settings;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Opening;

/// <summary>A vault that was opened: its archive in memory, the passphrase that opened it, and its fingerprints.</summary>
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

    private UnsealedVault(OpenedPlaintext plaintext, VaultKey vaultKey, VaultFacts? known, bool looks)
    {
        var passphrase = vaultKey.Passphrase;
        keyCheck = vaultKey.Check;
        this.plaintext = plaintext;
        this.known = known is { IsComplete: true } ? known : null;
        Passphrase = passphrase;

        // On another core, while this one looks into the archive. What is known of these very bytes is not found out again.
        key = new(() => new TreeKey(passphrase));
        contentSha256 = new(() => Task.Run(() => Convert.ToHexStringLower(SHA256.HashData(plaintext.Content.Span))));
        if (looks && this.known is null)
        {
            _ = (key.Value, contentSha256.Value);
        }
    }

    /// <summary>The tar.gz.</summary>
    public ReadOnlyMemory<byte> Archive => plaintext.Content;

    /// <summary>The candidate that opened it; owned by the candidates.</summary>
    public Passphrase Passphrase { get; }

    /// <summary>SHA-256 of the tar.gz, lower-case hex.</summary>
    public string ContentSha256 => known?.ContentSha256 ?? contentSha256.Value.GetAwaiter().GetResult();

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
    public string? TreeMac => Manifest is null || HoldsLinks
        ? null
        : treeMac ??= known?.TreeMac ?? MacOf(Manifest);

    /// <summary>Whether there are links in it.</summary>
    public bool HoldsLinks => Manifest?.Notices.Any(notice => notice.Kind == ArchiveNoticeKind.LinkLeftOut) == true;

    /// <summary>Why its archive is refused; null when it is not.</summary>
    public VaultException? Refusal
    {
        get
        {
            Look();
            return refusal;
        }
    }

    /// <summary>Opens a vault with the first candidate that does, where its bytes lie: it gives them away.</summary>
    /// <param name="file">The vault.</param>
    /// <param name="candidates">What may open it.</param>
    /// <param name="what">Its name, for a message.</param>
    /// <param name="ahead">A key that was derived ahead of time; it stays its owner's.</param>
    /// <param name="known">What is remembered of these very bytes, and need not be found out again.</param>
    /// <param name="looks">Whether what it holds will be asked for.</param>
    /// <exception cref="VaultException">3001 none does; 3002 or 3005 it cannot be a vault.</exception>
    public static UnsealedVault OpenInPlace(
        LocalVault file, PassphraseCandidates candidates, string what, VaultKey? ahead = null, VaultFacts? known = null, bool looks = true)
    {
        // The likeliest first. What fails to open in place is lost: the file is read again, and what has none is tried before.
        foreach (var candidate in candidates.ByLikelihood)
        {
            using var derived = ahead?.IsOf(candidate, file.Mark) == true ? null : VaultFormat.Current.DeriveKey(candidate, file.Mark);
            var key = derived ?? ahead!;
            var mayFail = file.CanBeReadAgain || candidate == candidates.ByLikelihood[^1];
            if ((mayFail || VaultFormat.Current.Opens(file.Lend(), key)) && VaultFormat.Current.TryOpenInPlace(file.GiveAway(), key) is { } plaintext)
            {
                return new UnsealedVault(plaintext, key, known, looks);
            }
        }

        throw DoesNotOpen(candidates, what);
    }

    /// <summary>Whether a passphrase, in this very spelling, opens a vault, which stays what it is.</summary>
    /// <exception cref="VaultException">3002 or 3005 it cannot be a vault.</exception>
    public static bool Opens(LocalVault file, Passphrase passphrase)
    {
        using var key = VaultFormat.Current.DeriveKey(passphrase, file.Mark);
        return VaultFormat.Current.Opens(file.Lend(), key);
    }

    /// <summary>The fingerprint of a tree under this vault's passphrase.</summary>
    public string MacOf(ArchiveManifest manifest) => key.Value.MacOf(manifest);

    /// <summary>Gives what it holds away, to be sealed anew where it lies. Its fingerprints stay, as far as they were asked for.</summary>
    public SealingBuffer GiveAway()
    {
        if (contentSha256.IsValueCreated)
        {
            contentSha256.Value.Wait();
        }

        return VaultFormat.Current.Reseal(plaintext);
    }

    /// <summary>Extracts the archive into an empty directory: that reads it whole, which is as good as having looked into it.</summary>
    /// <exception cref="VaultException">As <see cref="ArchiveReader.Extract(ReadOnlyMemory{byte}, DirectoryHandle, ArchiveReadOptions, CancellationToken)"/>.</exception>
    public ArchiveManifest Extract(DirectoryHandle directory, ArchiveReadOptions options, CancellationToken cancellationToken)
    {
        var extracted = ArchiveReader.Extract(Archive, directory, options, cancellationToken);
        manifest ??= extracted;
        return extracted;
    }

    /// <summary>The facts that opening it showed.</summary>
    public VaultFacts FactsFor(LocalVault file) =>
        known is null ? FactsAtHand(file) with { ContentSha256 = ContentSha256, TreeMac = TreeMac } : FactsAtHand(file);

    /// <summary>What was known before and what opening it alone showed.</summary>
    public VaultFacts FactsAtHand(LocalVault file) => (known ?? new(file.Sha256, file.Mark.Id, null, null)) with
    {
        SealTag = file.Mark.Tag,
        KeyCheck = keyCheck,
    };

    /// <summary>Waits until nothing needs the passphrase any more: whoever owns it may wipe it before this is disposed.</summary>
    public void LetGoOfPassphrase()
    {
        if (key.IsValueCreated)
        {
            key.Value.Settle();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // What still reads the plaintext or the passphrase has to be through with them.
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
