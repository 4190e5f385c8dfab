using TazPod.Vault.Archive;
using TazPod.Vault.Archive.Entries;
using TazPod.Vault.Archive.Tree;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;
using TazPod.Vault.Opening;
using TazPod.Vault.Options;
using TazPod.Vault.Results;
using TazPod.Vault.Sealing;
using TazPod.Vault.Secrets.Swap;
using TazPod.Vault.Session;
using TazPod.Vault.Settings;
using TazPod.Vault.Sync;
using TazPod.Vault.Verbs;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Secrets;

/// <summary>SaveVault: packs and seals the secrets directory into the vault file.</summary>
internal sealed class SaveVerb(VaultSession session, SaveOptions options)
{
    /// <summary>The verb.</summary>
    public static readonly VerbDefinition<SaveOptions, SaveResult> Definition =
        new(SaveResult.Name, "save", "Secrets directory -> vault file")
        {
            Details = "secrets directory → vault file",
            Requests = "0",
            Examples = ["", "--secrets=./secrets --allow-empty"],
            Reads =
        [
            SettingCatalog.VaultFile, SettingCatalog.SecretsDirectory, .. SettingCatalog.OfPassphrase, "new passphrase file",
            "allow odd passphrase",
            .. SettingCatalog.Common,
        ],
            Options = [OptionCatalog.Force, OptionCatalog.SkipLinks, OptionCatalog.AllowEmpty],
            Key = KeyUse.Seal,
            Writes = true,
            Lock = LockUse.Whole,
            OptionsOf = SaveOptions.Of,
            Run = static (session, options, cancel) => new SaveVerb(session, options).RunAsync(cancel),
        };

    private readonly VaultSettings settings = session.Settings;
    private readonly string directory = session.Workspace.SecretsDirectory();

    public async Task<SaveResult> RunAsync(CancellationToken cancellationToken)
    {
        RequireDirectory();
        using var held = await DirectoryHold.TakeAsync(directory, session.Time, cancellationToken);
        SecretsPlace.Prepare(session, directory);
        return session.Workspace.State.File.Merge is { } merge ? CompleteMerge(merge, cancellationToken) : Save(cancellationToken);
    }

    private SaveResult CompleteMerge(PendingMerge merge, CancellationToken cancellationToken)
    {
        merge.RequireSame(directory);
        if (merge.Phase != MergePhase.Waiting)
        {
            throw merge.Refusal(SaveResult.Name);
        }

        var completion = new MergeCompletion(session, merge);
        var passphrase = completion.FindPassphrase();
        using var buffer = VaultFormat.Current.NewBuffer();
        var manifest = ReadTree(buffer, cancellationToken);
        completion.RequireSettled(manifest);
        cancellationToken.ThrowIfCancellationRequested();
        var file = LocalVault.Look(session.Workspace.Location.File, cancellationToken);
        completion.Begin(file);
        return Seal(file, buffer, manifest, passphrase, null);
    }

    private SaveResult Save(CancellationToken cancellationToken)
    {
        var candidates = session.Passphrases.Require();

        // The key is derived while the file is hashed. The mark for it is normally known in advance.
        using var ahead = session.Workspace.State.File.Facts is { KeyCheck: not null, Mark: { } mark }
            ? VaultFormat.Current.BeginUnlocker(candidates.ByLikelihood[0], mark)
            : null;
        using var next = PassphraseSource.TryNew(settings);
        var forNewVault = next ?? candidates;
        var file = LocalVault.Look(session.Workspace.Location.File, cancellationToken);
        if (file is null)
        {
            forNewVault.RequireForNewVault();
        }

        using var current = file is null ? null : Prove(file, candidates, forNewVault, ahead);

        if (current is not null && settings.NewPassphraseFile is not null)
        {
            throw VaultErrors.ContradictingSettings.With(
                "not saved: SaveVault does not change the passphrase of an existing vault",
                "Run SaveVault without --new-passphrase-file, then RekeyVault with it: that pushes the vault under the new passphrase.");
        }

        using var buffer = VaultFormat.Current.NewBuffer();
        var manifest = ReadTree(buffer, cancellationToken);
        if (current is not null)
        {
            // The facts found while proving the passphrase are recorded now, also for the same bytes in the store.
            session.Workspace.State.Bind(current.Facts);
            if (current.Holds(manifest))
            {
                return Unchanged(current, manifest);
            }

            RequireDescent(current, manifest);
            new LocalGuard(session, options.Force).KeepPending(current.File);
        }
        else if (file is null)
        {
            RequireNotOlder();
        }

        var passphrase = current is null ? New(forNewVault) : new VaultReplacement(session).PassphraseFor(candidates, current.Passphrase);
        cancellationToken.ThrowIfCancellationRequested();
        return Seal(file, buffer, manifest, passphrase, current?.Key);
    }

    private void RequireDirectory()
    {
        var facts = SecretsFiles.Guarded($"cannot examine '{directory}'", () => FileFacts.Of(directory));
        if (facts.Kind == FileKind.Missing && options.AllowEmpty)
        {
            SecretsFiles.Guarded($"cannot create '{directory}'", () => PrivateDirectory.OpenReal(directory).Dispose());
        }
        else if (facts.Kind == FileKind.Missing)
        {
            throw VaultErrors.SecretsNotFound.With(
                $"there is no secrets directory at '{directory}'",
                $"Specify it with --secrets, {WayToFill()}, or use --allow-empty to save an empty one.");
        }
    }

    private string WayToFill() => File.Exists(session.Workspace.Location.File)
        ? "run UnlockVault to fill it from the vault"
        : "fill it from the store with PullVault and UnlockVault if a vault was pushed";

    // A passphrase that does not open the current vault would silently change the vault's passphrase.
    private ReplacedVault? Prove(LocalVault file, PassphraseCandidates candidates, PassphraseCandidates forNewVault, IUnlocker? ahead)
    {
        if (file.Damage(session.Workspace.State.File.Facts) is { } damage)
        {
            return options.Force
                ? SetAside(file, damage, forNewVault)
                : throw VaultErrors.VaultDamaged.With(
                    $"not saved: '{session.Workspace.Location.File}' {damage}",
                    "Run PullVault to set it aside and fetch latest, or use SaveVault --force to set it aside and seal this tree.");
        }

        try
        {
            return ReplacedVault.Prove(session, file, candidates, ahead);
        }
        catch (VaultException failure) when (failure.Error == VaultErrors.VaultDoesNotOpen)
        {
            // --force alone is for a stale tree. Together with a new passphrase, it says that the old passphrase is lost.
            return options.Force && settings.NewPassphraseFile is not null
                ? SetAside(file, "does not open", forNewVault)
                : throw VaultErrors.VaultDoesNotOpen.With(
                    $"not saved: {candidates.Described} does not open the current vault '{session.Workspace.Location.File}'",
                    "Set its passphrase; if that is lost, use --force with --new-passphrase-file to set that vault aside.",
                    failure);
        }
    }

    private ReplacedVault? SetAside(LocalVault file, string why, PassphraseCandidates forNewVault)
    {
        forNewVault.RequireForNewVault();
        var aside = new LocalGuard(session, options.Force).Keep(file);
        session.Output.Notice($"the previous vault file {why}; it is kept as '{aside}'");
        return null;
    }

    private ArchiveManifest ReadTree(SealingBuffer buffer, CancellationToken cancellationToken)
    {
        var size = TreeSize.Of(directory);
        buffer.Expect(size.MostPacked);
        var manifest = ArchiveWriter.Write(
            directory,
            buffer,
            new ArchiveWriteOptions
            {
                SkipLinks = options.SkipLinks,
                Progress = session.Output.Progress("packing the secrets", size.Content),
            },
            cancellationToken);
        foreach (var notice in manifest.Notices)
        {
            session.Output.Notice(notice.Message);
        }

        return manifest.IsEmpty && !options.AllowEmpty
            ? throw VaultErrors.EmptyTree.With(
                $"not saved: the secrets directory '{directory}' is empty",
                "Check the path; if an empty vault is intended, add --allow-empty.")
            : manifest;
    }

    private void RequireDescent(ReplacedVault current, ArchiveManifest tree)
    {
        if (options.Force)
        {
            return;
        }

        switch (TreeOrigin.Of(session, directory, current.File.Sha256, current.ReadManifest))
        {
            case TreeDescent.Older:
                throw VaultErrors.StaleTree.With(
                    $"not saved: '{directory}' comes from an older vault than '{session.Workspace.Location.File}', which has changed since",
                    $"{WayToUpdate(tree)} SaveVault --force replaces the vault instead.");
            case TreeDescent.Stranger:
                throw VaultErrors.StaleTree.With(
                    $"not saved: '{directory}' was never unlocked from '{session.Workspace.Location.File}', which holds other secrets that were never pushed",
                    "Run PushVault first, or use SaveVault --force to replace that vault.");
            case TreeDescent.Unknown:
                session.Output.Notice($"'{directory}' was not unlocked from this vault; it replaces the vault's previous content");
                break;
        }
    }

    // MergeVault has nothing to do with a tree that was saved, or that is as it was unlocked.
    private string WayToUpdate(ArchiveManifest tree) =>
        session.Workspace.State.Secrets(directory)?.LocalMac == session.Workspace.LocalMac(tree)
            ? "It has no edits: run UnlockVault."
            : $"To keep its edits: {MergeSteps.OfTrees}.";

    private void RequireNotOlder()
    {
        if (!options.Force && TreeOrigin.IsOlderThanDeleted(session, directory))
        {
            throw VaultErrors.StaleTree.With(
                $"not saved: '{directory}' comes from an older vault than '{session.Workspace.Location.File}', which has changed since and is gone",
                $"To keep its edits: {MergeSteps.OfTrees}. SaveVault --force makes a vault of it instead.");
        }
    }

    private Passphrase New(PassphraseCandidates source)
    {
        if (source.NewVaultNotice is { } notice)
        {
            session.Output.Notice(notice);
        }

        return source.ForNewVault();
    }

    private SaveResult Seal(
        LocalVault? file, SealingBuffer buffer, ArchiveManifest manifest, Passphrase passphrase, TreeKey? known)
    {
        var (facts, vaultBytes) = new VaultReplacement(session).Seal(file, buffer, manifest, passphrase, known);
        session.Workspace.Remember(directory, facts, session.Workspace.LocalMac(manifest));
        return Result(true, manifest, vaultBytes, facts.ContentSha256!);
    }

    private SaveResult Unchanged(ReplacedVault current, ArchiveManifest manifest)
    {
        Sidecar.Ensure(session.Workspace.Location, current.Facts.ContentSha256!);
        session.Workspace.Remember(directory, current.Facts, session.Workspace.LocalMac(manifest));
        return Result(false, manifest, current.File.Size, current.Facts.ContentSha256!);
    }

    private SaveResult Result(bool saved, ArchiveManifest manifest, long vaultBytes, string contentSha256) =>
        new(saved, session.Workspace.Location.File, directory, manifest.FileCount, manifest.ContentBytes, vaultBytes, contentSha256);
}
