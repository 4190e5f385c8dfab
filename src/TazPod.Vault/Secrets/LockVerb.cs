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
            Reads = [SettingCatalog.VaultFile, SettingCatalog.SecretsDirectory, .. SettingCatalog.OfPassphrase, .. SettingCatalog.Common],
            Options = [OptionCatalog.Force],
            Key = KeyUse.Open,
            Writes = true,
            Lock = LockUse.Whole,
            OptionsOf = LockOptions.Of,
            Run = static (session, options, cancel) => new LockVerb(session, options).RunAsync(cancel),
        };

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
            if (Objection(cancellationToken) is { } objection)
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

    // Why removing it could lose content; null if the vault holds all of it.
    private string? Objection(CancellationToken cancellationToken)
    {
        if (session.Workspace.State.Secrets(directory) is null)
        {
            return "was not unlocked or saved in this workspace";
        }

        if (LocalVault.Read(session.Workspace.Location.File, cancellationToken) is not { } local)
        {
            return $"cannot be restored: there is no vault file at '{session.Workspace.Location.File}'";
        }

        try
        {
            using var content = UnsealedVault.OpenInPlace(local, session.Passphrases.Require(), session.Workspace.Location.File);
            var here = DirectoryScanner.Scan(
                directory, new ArchiveWriteOptions { Progress = session.Output.Progress("reading the secrets", 0) }, cancellationToken);
            return content.Manifest is { } held && here.HasSameContentAs(held) ? null : "differs from the vault";
        }
        catch (VaultException failure) when (failure.Error == VaultErrors.EntryRefused || failure.Error == VaultErrors.TreeTooLarge)
        {
            return $"differs from the vault ({failure.Message})";
        }
        catch (VaultException failure) when (failure.Error.ExitCode == ExitCode.Integrity)
        {
            return options.Force
                ? $"cannot be compared with the vault ({failure.Message})"
                : throw failure.Error.With(
                    $"not locked: {failure.Message}",
                    "Check the passphrase; use LockVault --force to rename the directory instead of removing it.",
                    failure);
        }
    }

    private string AsideOrRefuse(ISecretsSwap swap, string objection)
    {
        if (!options.Force)
        {
            throw VaultErrors.SecretsEdited.With(
                $"not locked: '{directory}' {objection}",
                "Run SaveVault to keep its content, or use LockVault --force to rename it instead of removing it.");
        }

        return BackupName.Name(swap.AsideName, session.Time);
    }
}
