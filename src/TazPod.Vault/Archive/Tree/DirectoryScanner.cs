using TazPod.Vault.Archive.Entries;
using TazPod.Vault.Errors;

namespace TazPod.Vault.Archive.Tree;

/// <summary>Lists the contents of a directory without packing it, to compare it with a vault.</summary>
internal static class DirectoryScanner
{
    /// <summary>Reads a directory exactly as <see cref="ArchiveWriter"/> would, with the same refusals, but keeps only the list.</summary>
    /// <exception cref="VaultException">As <see cref="ArchiveWriter.Write"/>.</exception>
    public static ArchiveManifest Scan(
        string directory, ArchiveWriteOptions options, CancellationToken cancellationToken) =>
        SecretsTree.Read(directory, Stream.Null, options, cancellationToken);
}
