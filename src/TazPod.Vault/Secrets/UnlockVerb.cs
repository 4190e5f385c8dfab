using TazPod.Vault.Archive;
using TazPod.Vault.Archive.Entries;
using TazPod.Vault.Archive.Tree;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;
using TazPod.Vault.Opening;
using TazPod.Vault.Options;
using TazPod.Vault.Results;
using TazPod.Vault.Secrets.Swap;
using TazPod.Vault.Session;
using TazPod.Vault.Settings;
using TazPod.Vault.Verbs;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Secrets;

/// <summary>UnlockVault: extracts the vault file into the secrets directory, which is replaced as a whole.</summary>
internal sealed class UnlockVerb(VaultSession session, UnlockOptions options)
{
    /// <summary>The verb.</summary>
    public static readonly VerbDefinition<UnlockOptions, UnlockResult> Definition =
        new(UnlockResult.Name, "unlock", "Vault file -> secrets directory")
        {
            Details = "vault file → secrets directory",
            Requests = "0",
            Examples = ["", "--force"],
            Reads = [SettingCatalog.VaultFile, SettingCatalog.SecretsDirectory, .. SettingCatalog.OfPassphrase, .. SettingCatalog.Common],
            Options = [OptionCatalog.Force, OptionCatalog.SkipLinks],
            Key = KeyUse.Open,
            Writes = true,
            Lock = LockUse.Whole,
            IsRefusedDuringMerge = true,
            BeforeLock = LocalVaultOpening.Begin,
            OptionsOf = UnlockOptions.Of,
            Run = static (session, options, cancel) => new UnlockVerb(session, options).RunAsync(cancel),
        };

    private readonly string directory = session.Workspace.SecretsDirectory();

    public async Task<UnlockResult> RunAsync(CancellationToken cancellationToken)
    {
        session.Workspace.RequireVaultFile();
        using var held = await DirectoryHold.TakeAsync(directory, session.Time, cancellationToken);
        var swap = SecretsPlace.Prepare(session, directory);
        var (local, content) = LocalVaultOpening.Open(session, cancellationToken, inspects: false);
        using var opened = content;
        if (IsMissing())
        {
            // There is nothing to compare with, so one pass is enough: all errors are found before anything is put in place. If the tree is
            // already known, its content need not be determined again.
            var known = session.Workspace.State.FactsOf(local.Sha256) is { LocalMac: { } mac } ? mac : null;
            var made = Replace(swap, content, aside: null, hashes: known is null, cancellationToken);
            session.Workspace.Remember(directory, content.KnownFactsFor(local), known ?? session.Workspace.LocalMac(made));
            return Result(true, made, null);
        }

        var manifest = Require(content, cancellationToken);

        var target = Compare(content, manifest, cancellationToken);
        if (target == TargetState.Same)
        {
            session.Workspace.Remember(directory, content.KnownFactsFor(local), session.Workspace.LocalMac(manifest));
            return Result(false, manifest, null);
        }

        var wasRemembered = IsRemembered;
        var aside = target == TargetState.Edited ? AsideOrRefuse(swap, local, manifest) : null;
        Replace(swap, content, aside, hashes: false, cancellationToken);
        session.Workspace.Remember(directory, content.KnownFactsFor(local), session.Workspace.LocalMac(manifest));
        if (aside is not null)
        {
            session.Output.Notice(wasRemembered
                ? $"the previous content of '{directory}' was not in any vault; it is kept as '{aside}'"
                : $"the previous content of '{directory}' differed from the vault; it is kept as '{aside}'");
        }

        return Result(true, manifest, aside);
    }

    private enum TargetState
    {
        Nothing,
        Same,
        Replaceable,
        Edited,
    }

    private bool IsRemembered => session.Workspace.State.Secrets(directory) is not null;

    private ArchiveManifest Require(UnsealedVault content, CancellationToken cancellationToken)
    {
        content.Progress = session.Output.Progress("checking the vault", content.Archive.Length);
        if (content.FindRefusal() is { } refusal)
        {
            throw refusal;
        }

        if (!options.SkipLinks)
        {
            content.RequireNoLinks(cancellationToken);
        }

        return content.ReadManifest()!;
    }

    private bool IsMissing() =>
        SecretsFiles.Guarded($"cannot examine '{directory}'", () => FileFacts.Of(directory)).Kind == FileKind.Missing;

    private TargetState Compare(UnsealedVault content, ArchiveManifest manifest, CancellationToken cancellationToken)
    {
        ArchiveManifest here;
        try
        {
            here = DirectoryScanner.Scan(
                directory, new ArchiveWriteOptions { Progress = session.Output.Progress("reading the secrets", 0) }, cancellationToken);
        }
        catch (VaultException failure) when (failure.Error == VaultErrors.EntryRefused || failure.Error == VaultErrors.TreeTooLarge)
        {
            // An entry that no vault could have put there.
            session.Output.Detail($"'{directory}' cannot have come from a vault: {failure.Message}");
            return TargetState.Edited;
        }

        if (here.IsEmpty)
        {
            return manifest.IsEmpty ? TargetState.Same : TargetState.Nothing;
        }

        if (here.HasSameContentAs(manifest))
        {
            return TargetState.Same;
        }

        return session.Workspace.State.Secrets(directory)?.LocalMac == session.Workspace.LocalMac(here) ? TargetState.Replaceable : TargetState.Edited;
    }

    private string AsideOrRefuse(ISecretsSwap swap, LocalVault local, ArchiveManifest manifest)
    {
        if (!options.Force)
        {
            throw VaultErrors.SecretsEdited.With(
                IsRemembered
                    ? $"not unlocked: '{directory}' has content that is neither in the vault nor what was last unlocked there"
                    : $"not unlocked: '{directory}' differs from the vault, and its origin is unknown",
                TreeOrigin.Of(session, directory, local.Sha256, () => manifest) switch
                {
                    TreeDescent.Older => $"It comes from another vault. To keep its edits: {MergeSteps.OfTrees}. UnlockVault --force sets it aside instead.",
                    TreeDescent.Stranger => "Unlock into another --secrets directory, or use UnlockVault --force to set it aside.",
                    _ => "Run SaveVault to keep it, unlock into another --secrets directory, or use UnlockVault --force to set it aside.",
                });
        }

        return BackupName.Name(swap.AsideName, session.Time);
    }

    private ArchiveManifest Replace(
        ISecretsSwap swap, UnsealedVault content, string? aside, bool hashes, CancellationToken cancellationToken) =>
        new TreeReplacement(session, directory, swap).Run(
            (stage, options) => content.Extract(stage, options, cancellationToken),
            new ArchiveReadOptions
            {
                SkipLinks = options.SkipLinks,
                Hashes = hashes,
                Progress = session.Output.Progress("unpacking the secrets", content.Archive.Length),
            },
            content.Passphrase,
            aside);

    private UnlockResult Result(bool unlocked, ArchiveManifest manifest, string? aside) =>
        new(unlocked, session.Workspace.Location.File, directory, manifest.FileCount, manifest.ContentBytes, aside);
}
