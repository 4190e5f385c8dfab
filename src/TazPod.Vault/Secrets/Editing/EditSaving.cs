using System.Security.Cryptography;
using TazPod.Vault.Archive;
using TazPod.Vault.Archive.Entries;
using TazPod.Vault.Errors;
using TazPod.Vault.Opening;
using TazPod.Vault.Options;
using TazPod.Vault.Results;
using TazPod.Vault.Sealing;
using TazPod.Vault.Session;
using TazPod.Vault.Sync;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Secrets.Editing;

/// <summary>Saves an edited file: seals a vault that contains it, and lets a secrets directory without edits follow.</summary>
internal sealed class EditSaving(VaultSession session, EditOptions options)
{
    /// <summary>Fails if the secrets directory has edits, which a vault without them would make outdated.</summary>
    /// <param name="outcome">What therefore was not done, for the message.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Whether it follows the vault.</returns>
    /// <exception cref="VaultException">4004: it has.</exception>
    public bool RequireNoOtherEdits(string outcome, CancellationToken cancellationToken)
    {
        var local = LocalVault.Look(session.Workspace.Location.File, cancellationToken);
        var secrets = new SecretsComparison(session).Compare(local, cancellationToken);
        return secrets?.State switch
        {
            SecretsState.Edited => throw Edited(outcome, secrets, $"Run SaveVault, then {EditResult.Name}."),
            SecretsState.EditedAndOutdated => throw Edited(outcome, secrets, $"To keep its edits: {MergeSteps.OfTrees}. Or use UnlockVault --force, which sets it aside."),
            _ => secrets?.State == SecretsState.Clean,
        };
    }

    /// <summary>Saves it. The workspace is locked.</summary>
    /// <returns>The secrets directory that followed; null for none.</returns>
    /// <exception cref="VaultException">4004: the secrets directory or the file has changed meanwhile; others as SaveVault.</exception>
    public async Task<string?> SaveAsync(EditedFile edited, byte[] content, CancellationToken cancellationToken)
    {
        var follows = RequireNoOtherEdits("not saved", cancellationToken);
        Replace(edited, content, cancellationToken);
        return follows ? await FollowAsync(cancellationToken) : null;
    }

    private static ComposedEntry[] Edited(PackedTree vault, string path, byte[] content) =>
    [
        .. vault.Manifest.Entries.Select(entry =>
            entry.Path == path ? ComposedEntry.Of(path, entry.Mode, content) : ComposedEntry.From(vault, entry)),
    ];

    private static VaultException Edited(string outcome, SecretsStatus secrets, string hint) =>
        VaultErrors.SecretsEdited.With($"{outcome}: '{secrets.Directory}' has changes that are in no vault", hint);

    private void Replace(EditedFile edited, byte[] content, CancellationToken cancellationToken)
    {
        var (file, unsealed) = LocalVaultOpening.Open(session, cancellationToken);
        using var vault = unsealed;
        var manifest = vault.RequireManifest();
        vault.RequireNoLinks(cancellationToken);

        var isForced = RequireSameFile(vault, manifest, edited);
        using var buffer = VaultFormat.Current.NewBuffer();
        buffer.Expect(vault.Archive.Length + content.Length);
        var changed = ArchiveComposer.Write(Edited(new PackedTree(vault.Archive, manifest), edited.Path, content), buffer, cancellationToken);
        Keep(file, isForced);
        cancellationToken.ThrowIfCancellationRequested();
        var replacement = new VaultReplacement(session);
        var passphrase = replacement.PassphraseFor(session.Passphrases.Require(), vault.Passphrase);
        var (facts, _) = replacement.Seal(file, buffer, changed, passphrase, known: null, vault.Revision.Number);
        session.Workspace.RememberVault(facts, session.Workspace.LocalMac(changed));
        session.Workspace.State.Save();
    }

    // What a change was saved into may be stored nowhere else.
    private void Keep(LocalVault file, bool isForced)
    {
        var guard = new LocalGuard(session, isForced);
        if (isForced)
        {
            session.Output.Notice($"the vault with the other change is kept as '{guard.Keep(file)}'");
        }
        else
        {
            guard.KeepPending(file);
        }
    }

    // Returns whether the file has changed meanwhile, and the edit replaces it all the same.
    private bool RequireSameFile(UnsealedVault vault, ArchiveManifest manifest, EditedFile edited)
    {
        var path = EntryName.Quote(edited.Path);
        if (manifest.Entries.FirstOrDefault(entry => entry.Path == edited.Path && entry.Kind == ArchiveEntryKind.File) is not { } entry)
        {
            throw VaultErrors.SecretsEdited.With(
                $"not saved: the vault no longer contains {path}", $"Go back to a vault that does, and use {EditResult.Name} --resume.");
        }

        var present = ArchiveReader.ReadFile(vault.Archive, entry with { Path = manifest.HardLinks.GetValueOrDefault(entry.Path, entry.Path) });
        try
        {
            var isChanged = EditedFile.Sha256Of(present) != edited.OriginalSha256;
            return !isChanged || options.Force ? isChanged : throw VaultErrors.SecretsEdited.With(
                    $"not saved: {path} in the vault has changed since the edit began",
                    $"ReadSecret {edited.Path} shows it; {EditResult.Name} --resume --force saves the edit in its place.");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(present);
        }
    }

    // The vault is saved. A directory that does not follow is outdated, which every verb recognises.
    private async Task<string?> FollowAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await new UnlockVerb(session, new UnlockOptions()).RunAsync(cancellationToken)).SecretsDirectory;
        }
        catch (VaultException failure)
        {
            session.Output.Notice($"the vault was saved, but the secrets directory was not updated: {failure.Message}; run UnlockVault");
            return null;
        }
    }
}
