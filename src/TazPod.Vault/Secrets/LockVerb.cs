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

/// <summary>LockVault: removes a secrets directory if the vault can restore it.</summary>
internal sealed class LockVerb(VaultSession session, LockOptions options)
{
    /// <summary>The verb.</summary>
    public static readonly VerbDefinition<LockOptions, LockResult> Definition =
        new(LockResult.Name, "lock", "Removes the secrets directory if the vault can restore it")
        {
            Details = "removes the secrets directory if the vault can restore it",
            Requests = "0",
            Examples = ["", "--force"],
            Reads = [SettingCatalog.VaultFile, SettingCatalog.SecretsDirectory, .. SettingCatalog.OfPassphrase, .. SettingCatalog.Common],
            Options = [OptionCatalog.Force],
            Key = KeyUse.Open,
            Writes = true,
            Lock = LockUse.Whole,
            IsRefusedDuringMerge = true,
            OptionsOf = LockOptions.Of,
            Run = static (session, options, cancel) => new LockVerb(session, options).RunAsync(cancel),
        };

    private const string SaveIt = "Run SaveVault to keep its content";

    private readonly VaultSettings settings = session.Settings;
    private readonly string directory = session.Workspace.SecretsDirectory();

    public async Task<LockResult> RunAsync(CancellationToken cancellationToken)
    {
        using var held = await DirectoryHold.TakeAsync(directory, session.Time, cancellationToken);
        var swap = SecretsPlace.Prepare(session, directory);
        var facts = SecretsFiles.Guarded($"cannot examine '{directory}'", () => FileFacts.Of(directory));
        if (facts.Kind is not (FileKind.Missing or FileKind.Directory))
        {
            throw VaultErrors.SecretsDirectoryRefused.With($"'{directory}' is not a directory", "Check --secrets.");
        }

        string? aside = null;
        var exists = !SecretsFiles.Guarded($"cannot examine '{directory}'", () => swap.IsRemoved);
        if (exists)
        {
            if (FindObjection(cancellationToken) is { } objection)
            {
                aside = AsideOrRefuse(swap, objection);
            }

            if (aside is null && SecretsFiles.CachedPassphrase(directory) is { } cached)
            {
                session.Output.Notice($"the cached passphrase '{cached}' was removed with the directory");
            }

            swap.Remove(aside);
        }

        session.Workspace.State.BindSecrets(directory, null);
        session.Workspace.State.Save();
        return new LockResult(exists, directory, aside);
    }

    /// <param name="Why">Why removing the directory could lose content.</param>
    /// <param name="Step">The step that keeps the content; null if there is none.</param>
    private sealed record Objection(string Why, string? Step = SaveIt);

    // Null if the vault holds all of it.
    private Objection? FindObjection(CancellationToken cancellationToken)
    {
        if (session.Workspace.State.Secrets(directory) is null)
        {
            return new Objection("was not unlocked or saved in this workspace", MayBeSaved(cancellationToken) ? SaveIt : null);
        }

        if (LocalVault.Read(session.Workspace.Location.File, cancellationToken) is not { } local)
        {
            return new Objection(
                $"cannot be restored: there is no vault file at '{session.Workspace.Location.File}'",
                TreeOrigin.IsOlderThanDeleted(session, directory) ? "Run PullVault to fetch it" : SaveIt);
        }

        try
        {
            using var content = UnsealedVault.OpenInPlace(local, session.Passphrases.Require(), session.Workspace.Location.File);
            var here = DirectoryScanner.Scan(
                directory, new ArchiveWriteOptions { Progress = session.Output.Progress("reading the secrets", 0) }, cancellationToken);
            return content.ReadManifest() is { } held && here.HasSameContentAs(held) ? null : Differs(local, content.ReadManifest(), here);
        }
        catch (VaultException failure) when (failure.Error == VaultErrors.EntryRefused || failure.Error == VaultErrors.TreeTooLarge)
        {
            return new Objection($"differs from the vault ({failure.Message})");
        }
        catch (VaultException failure) when (failure.Error.ExitCode == ExitCode.Integrity)
        {
            return options.Force
                ? new Objection($"cannot be compared with the vault ({failure.Message})")
                : throw failure.Error.With(
                    $"not locked: {failure.Message}",
                    "Check the passphrase; use LockVault --force to rename the directory instead of removing it.",
                    failure);
        }
    }

    private bool MayBeSaved(CancellationToken cancellationToken) =>
        LocalVault.Look(session.Workspace.Location.File, cancellationToken) is not { } local
        || TreeOrigin.Of(session, directory, local.Sha256, static () => null) != TreeDescent.Stranger;

    // A directory that comes from another vault cannot be saved over the vault file.
    private Objection Differs(LocalVault local, ArchiveManifest? held, ArchiveManifest here)
    {
        if (TreeOrigin.Of(session, directory, local.Sha256, () => held) == TreeDescent.Own)
        {
            return new Objection("differs from the vault");
        }

        return session.Workspace.State.Secrets(directory)!.LocalMac == session.Workspace.LocalMac(here)
            ? new Objection("comes from another vault than the vault file", "Run UnlockVault to replace it with the content of the vault file")
            : new Objection(
                "was edited, and comes from another vault than the vault file",
                $"To keep its edits: {MergeSteps.OfTrees}");
    }

    private string AsideOrRefuse(ISecretsSwap swap, Objection objection)
    {
        if (!options.Force)
        {
            throw VaultErrors.SecretsEdited.With(
                $"not locked: '{directory}' {objection.Why}",
                objection.Step is { } step
                    ? $"{step}. LockVault --force renames it instead of removing it."
                    : "Use LockVault --force to rename it instead of removing it.");
        }

        return BackupName.Name(swap.AsideName, session.Time);
    }
}
