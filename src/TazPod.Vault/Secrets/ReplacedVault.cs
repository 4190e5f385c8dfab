using TazPod.Vault.Archive.Entries;
using TazPod.Vault.Opening;
using TazPod.Vault.Sealing;
using TazPod.Vault.Session;
using TazPod.Vault.Settings;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Secrets;

/// <summary>The vault that a save will replace. It is proven to belong to the available passphrase, by recorded facts about exactly its
/// bytes, or by opening it. It is in memory only while it is being read.</summary>
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

    /// <summary>The facts about it.</summary>
    public VaultFacts Facts { get; }

    /// <summary>The candidate that opens it. Owned by the candidates.</summary>
    public Passphrase Passphrase { get; }

    /// <summary>The key of tree fingerprints for that passphrase, if it will be needed.</summary>
    public TreeKey? Key { get; private init; }

    /// <summary>Verifies that a candidate opens it.</summary>
    /// <param name="session">The session with the recorded facts.</param>
    /// <param name="file">The vault file.</param>
    /// <param name="candidates">The candidates.</param>
    /// <param name="ahead">A key that was derived ahead of time. Stays owned by the caller.</param>
    /// <exception cref="Errors.VaultException">3001: none does; 3002: it cannot be a vault.</exception>
    public static ReplacedVault Prove(VaultSession session, LocalVault file, PassphraseCandidates candidates, IUnlocker? ahead) =>
        TryRemember(session, file, candidates, ahead) ?? Open(session, file, candidates, ahead);

    /// <summary>The content; null if its archive is refused. Opens the vault if it was not opened before.</summary>
    public ArchiveManifest? ReadManifest()
    {
        if (!isOpened)
        {
            using var content = UnsealedVault.OpenInPlace(File, candidates, session.Workspace.Location.File, known: Facts);
            (manifest, isOpened) = (content.ReadManifest(), true);
        }

        return manifest;
    }

    /// <summary>Whether it has exactly the content of this tree, entry by entry. The recorded facts can only prove that it does
    /// not.</summary>
    public bool Holds(ArchiveManifest tree) =>
        Facts.TreeMac is { } mac && (Key is null || Key.MacOf(tree) == mac) && ReadManifest()?.HasSameContentAs(tree) == true;

    /// <inheritdoc/>
    public void Dispose() => Key?.Dispose();

    private static ReplacedVault? TryRemember(VaultSession session, LocalVault file, PassphraseCandidates candidates, IUnlocker? ahead)
    {
        if (session.Workspace.State.FactsOf(file.Sha256) is not { KeyCheck: { } check, IsComplete: true, Revision: not null } facts)
        {
            return null;
        }

        foreach (var candidate in candidates.ByLikelihood)
        {
            using var derived = ahead?.IsFor(candidate, file.Mark) == true ? null : VaultFormat.Current.Unlocker(candidate, file.Mark);
            if ((derived ?? ahead!).ComputeCheck() == check)
            {
                return new ReplacedVault(session, file, candidates, candidate, facts) { Key = new TreeKey(candidate) };
            }
        }

        return null;
    }

    private static ReplacedVault Open(VaultSession session, LocalVault file, PassphraseCandidates candidates, IUnlocker? ahead)
    {
        using var content = UnsealedVault.OpenInPlace(file, candidates, session.Workspace.Location.File, ahead);
        return new ReplacedVault(session, file, candidates, content.Passphrase, content.FactsFor(file)) { manifest = content.ReadManifest(), isOpened = true };
    }
}
