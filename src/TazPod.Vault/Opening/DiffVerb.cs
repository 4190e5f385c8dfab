using TazPod.Vault.Archive.Entries;
using TazPod.Vault.Archive.Tree;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;
using TazPod.Vault.Options;
using TazPod.Vault.Results;
using TazPod.Vault.Secrets.Swap;
using TazPod.Vault.Session;
using TazPod.Vault.Settings;
using TazPod.Vault.Verbs;

namespace TazPod.Vault.Opening;

/// <summary>DiffVault: lists the differences between two trees of secrets by name. Writes nothing.</summary>
internal sealed class DiffVerb(VaultSession session, DiffOptions options)
{
    /// <summary>The verb.</summary>
    public static readonly VerbDefinition<DiffOptions, DiffResult> Definition =
        new(DiffResult.Name, "diff", "Lists what differs; --from, --to: secrets, local, latest, 2...")
        {
            Details = "lists the differences by name, never a value; `--from`, `--to`: `secrets`, `local`, `latest`, an index or a stamp",
            Requests = "0; 1 for latest, 2 for a copy",
            Examples = ["", "--from=latest --to=3"],
            Reads =
        [
            .. SettingCatalog.OfStore, SettingCatalog.VaultFile, SettingCatalog.SecretsDirectory, .. SettingCatalog.OfPassphrase,
            .. SettingCatalog.Common,
        ],
            Options = [OptionCatalog.From, OptionCatalog.To, OptionCatalog.SkipLinks],
            NeedsStore = true,
            Key = KeyUse.Open,
            OptionsOf = DiffOptions.Of,
            Run = static (session, options, cancel) => new DiffVerb(session, options).RunAsync(cancel),
        };

    public async Task<DiffResult> RunAsync(CancellationToken cancellationToken)
    {
        var from = options.From ?? TreeSelector.Local;
        var to = options.To ?? TreeSelector.Secrets;
        if (from == to)
        {
            throw VaultErrors.ContradictingSettings.With(
                $"both sides of the comparison are '{from}'", "Use two different ones of secrets, local, latest, an index, or a stamp for --from and --to.");
        }

        var (before, first) = await ReadAsync(from, cancellationToken);
        var (after, second) = await ReadAsync(to, cancellationToken);
        var difference = TreeDifference.Between(before, after);
        return new DiffResult(first, second, difference.Counts, difference.Entries);
    }

    private async Task<(ArchiveManifest Manifest, string Name)> ReadAsync(TreeSelector tree, CancellationToken cancellationToken)
    {
        if (tree == TreeSelector.Secrets)
        {
            return ReadSecrets(cancellationToken);
        }

        if (tree.Stored is { } stored)
        {
            var (remote, name) = await new StoredVault(session).OpenAsync(stored, cancellationToken);
            using (remote)
            {
                return (remote.RequireManifest(), name);
            }
        }

        using var content = LocalVaultOpening.Open(session, cancellationToken).Content;
        return (content.RequireManifest(), $"'{session.Workspace.Location.File}'");
    }

    private (ArchiveManifest Manifest, string Name) ReadSecrets(CancellationToken cancellationToken)
    {
        var directory = session.Workspace.SecretsDirectory();
        if (SecretsFiles.Guarded($"cannot examine '{directory}'", () => FileFacts.Of(directory)).Kind == FileKind.Missing)
        {
            throw VaultErrors.SecretsNotFound.With(
                $"there is no secrets directory at '{directory}'", "Specify it with --secrets, or compare others with --from and --to.");
        }

        var manifest = DirectoryScanner.Scan(
            directory,
            new ArchiveWriteOptions { SkipLinks = options.SkipLinks, Progress = session.Output.Progress("reading the secrets", 0) },
            cancellationToken);
        foreach (var notice in manifest.Notices)
        {
            session.Output.Notice(notice.Message);
        }

        return (manifest, $"'{directory}'");
    }
}
