using TazPod.Vault.Archive.Entries;
using TazPod.Vault.Archive.Tar;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;

namespace TazPod.Vault.Archive.Tree;

/// <summary>Reads a directory for both archiving and comparing, so that both see the same tree.</summary>
internal static class SecretsTree
{
    /// <summary>Reads the directory into a tar. The directory itself may be a link.</summary>
    public static ArchiveManifest Read(string directory, Stream tar, ArchiveWriteOptions options, CancellationToken cancellationToken)
    {
        using var walk = new TreeWalk(Resolve(directory), new TarOutput(tar), options);
        return walk.Run(cancellationToken);
    }

    private static string Resolve(string directory)
    {
        var full = Path.GetFullPath(directory);
        var resolved = ArchiveFailures.Translated("follow", full, () => RealPath.Of(full));
        return ArchiveFailures.Translated("examine", full, () => FileFacts.Of(resolved).Kind) switch
        {
            FileKind.Directory => resolved,
            FileKind.Missing => throw VaultErrors.SecretsNotFound.With(
                $"there is no secrets directory {EntryName.Quote(full)}", "Unlock the vault first, or check --secrets."),
            _ => throw VaultErrors.SecretsDirectoryRefused.With(
                $"{EntryName.Quote(full)} is not a directory", "Check --secrets."),
        };
    }
}
