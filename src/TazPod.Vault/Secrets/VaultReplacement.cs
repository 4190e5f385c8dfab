using System.Security.Cryptography;
using TazPod.Vault.Archive.Entries;
using TazPod.Vault.Archive.Gzip;
using TazPod.Vault.Files;
using TazPod.Vault.Opening;
using TazPod.Vault.Sealing;
using TazPod.Vault.Session;
using TazPod.Vault.Settings;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Secrets;

/// <summary>Seals an archive and puts it in the place of the vault file.</summary>
internal sealed class VaultReplacement(VaultSession session)
{
    /// <summary>The passphrase that seals what replaces a vault. A notice says when it is not the one that was set.</summary>
    /// <param name="candidates">The passphrases that were tried.</param>
    /// <param name="opened">The one that opens the vault.</param>
    public Passphrase PassphraseFor(PassphraseCandidates candidates, Passphrase opened)
    {
        if (candidates.NoticeForSealing(opened) is { } notice)
        {
            session.Output.Notice(notice);
        }

        return candidates.ForSealing(opened);
    }

    /// <summary>Seals it.</summary>
    /// <param name="file">The vault file that it replaces; null if there is none.</param>
    /// <param name="buffer">The archive.</param>
    /// <param name="manifest">Its content.</param>
    /// <param name="passphrase">The passphrase.</param>
    /// <param name="known">The key of tree fingerprints for that passphrase; null to derive it.</param>
    /// <param name="above">A number that its revision must exceed, in addition to those known here. 0 by default.</param>
    /// <returns>The facts about the new vault, which the caller records, and its size.</returns>
    public (VaultFacts Facts, long Bytes) Seal(
        LocalVault? file, SealingBuffer buffer, ArchiveManifest manifest, Passphrase passphrase, TreeKey? known, long above = 0)
    {
        using var derived = known is null ? new TreeKey(passphrase) : null;
        var key = known ?? derived!;
        buffer.BeginSealing(passphrase);
        var highest = Math.Max(session.Workspace.State.HighestRevision, above);
        var revision = SealedRevision.Write(buffer, VaultRevision.After(highest, session.Time.GetUtcNow()));
        var contentSha256 = Convert.ToHexStringLower(SHA256.HashData(buffer.Plaintext.Span));
        var image = buffer.Seal();
        var hashing = Task.Run(() => Convert.ToHexStringLower(SHA256.HashData(image.Span)), CancellationToken.None);
        try
        {
            // First the vault, then its description: a label must never describe bytes that do not exist.
            LocalVault.RequireUnchanged(file, session.Workspace.Location.File);
            StagedFile.ReplaceOwn(session.Workspace.Location.Target, image.Span);
        }
        finally
        {
            hashing.Wait(CancellationToken.None);
        }

        Sidecar.Write(session.Workspace.Location, contentSha256);
        var facts = new VaultFacts(hashing.Result, buffer.Mark!.Id, contentSha256, key.MacOf(manifest))
        {
            SealTag = buffer.Mark.Tag,
            KeyCheck = buffer.KeyCheck,
            Revision = revision,
        };
        return (facts, image.Length);
    }
}
