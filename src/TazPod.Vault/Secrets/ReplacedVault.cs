using TazPod.Vault.Archive.Entries;
using TazPod.Vault.Opening;
using TazPod.Vault.Sealing;
using TazPod.Vault.Session;
using TazPod.Vault.Settings;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Secrets;

/// <summary>The vault that a save is to replace, proven to be of the passphrase at hand: by what is remembered of its very bytes, or by
/// opening it. It is in memory only while it is looked into.</summary>
internal sealed class ReplacedVault : IDisposable
{
    private readonly VaultSession session;
    private readonly PassphraseCandidates candidates;
    private ArchiveManifest? manifest;
    private bool isOpened;

    private ReplacedVault(VaultSession session, LocalVault file, PassphraseCandidates candidates, Passphrase passphrase, VaultFacts facts)
    {
        this.session = session;
        this.candidates = candidates;
        File = file;
        Passphrase = passphrase;
        Facts = facts;
    }

    /// <summary>The vault file.</summary>
    public LocalVault File { get; }

    /// <summary>What is known of it.</summary>
    public VaultFacts Facts { get; }

    /// <summary>The candidate that opens it; owned by the candidates.</summary>
    public Passphrase Passphrase { get; }

    /// <summary>The key of tree fingerprints under that passphrase, where it will be needed.</summary>
    public TreeKey? Key { get; private init; }

    /// <summary>What it holds; null when its archive is refused. It is opened for it unless it was before.</summary>
    public ArchiveManifest? Manifest
    {
        get
        {
            if (!isOpened)
            {
                using var content = UnsealedVault.OpenInPlace(File, candidates, session.Workspace.Location.File, known: Facts);
                (manifest, isOpened) = (content.Manifest, true);
            }

            return manifest;
        }
    }

    /// <summary>Proves that a candidate opens it.</summary>
    /// <param name="session">What remembers it.</param>
    /// <param name="file">The vault file.</param>
    /// <param name="candidates">The candidates.</param>
    /// <param name="ahead">A key that was derived ahead of time; it stays its owner's.</param>
    /// <exception cref="Errors.VaultException">3001 none does; 3002 it cannot be a vault.</exception>
    public static ReplacedVault Prove(VaultSession session, LocalVault file, PassphraseCandidates candidates, VaultKey? ahead) =>
        TryRemember(session, file, candidates, ahead) ?? Open(session, file, candidates, ahead);

    /// <summary>Whether it holds what this tree holds, entry by entry; what is remembered of it can only show that it does not.</summary>
    public bool Holds(ArchiveManifest tree) =>
        Facts.TreeMac is { } mac && (Key is null || Key.MacOf(tree) == mac) && Manifest?.HasSameContentAs(tree) == true;

    /// <inheritdoc/>
    public void Dispose() => Key?.Dispose();

    private static ReplacedVault? TryRemember(VaultSession session, LocalVault file, PassphraseCandidates candidates, VaultKey? ahead)
    {
        if (session.Workspace.State.FactsOf(file.Sha256) is not { KeyCheck: { } check, IsComplete: true } facts)
        {
            return null;
        }

        foreach (var candidate in candidates.ByLikelihood)
        {
            using var derived = ahead?.IsOf(candidate, file.Mark) == true ? null : VaultFormat.Current.DeriveKey(candidate, file.Mark);
            if ((derived ?? ahead!).Check == check)
            {
                return new ReplacedVault(session, file, candidates, candidate, facts) { Key = new TreeKey(candidate) };
            }
        }

        return null;
    }

    private static ReplacedVault Open(VaultSession session, LocalVault file, PassphraseCandidates candidates, VaultKey? ahead)
    {
        using var content = UnsealedVault.OpenInPlace(file, candidates, session.Workspace.Location.File, ahead);
        return new ReplacedVault(session, file, candidates, content.Passphrase, content.FactsFor(file)) { manifest = content.Manifest, isOpened = true };
    }
}
