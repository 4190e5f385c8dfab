using TazPod.Vault.Archive.Entries;
using TazPod.Vault.Archive.Gzip;
using TazPod.Vault.Archive.Tree;
using TazPod.Vault.Errors;

namespace TazPod.Vault.Archive;

/// <summary>Packs a directory into canonical tar.gz bytes: the same tree gives the same bytes with the same version of this
/// software.</summary>
/// <remarks>Canonical order, directories before their contents, modes without setuid, setgid and sticky, owner 0, time 0. The root itself
/// and its <c>.vault_pass</c> are left out. Times, owners and extended attributes are not kept.</remarks>
internal static class ArchiveWriter
{
    /// <summary>Writes the archive of a directory. Output written before a failure is unusable.</summary>
    /// <exception cref="VaultException">TAZPOD3006: an entry cannot be kept; TAZPOD3007: the tree exceeds the limits; TAZPOD3008: the tree
    /// changed meanwhile; TAZPOD6002, TAZPOD6003, TAZPOD6005: it cannot be read.</exception>
    public static ArchiveManifest Write(
        string directory, Stream destination, ArchiveWriteOptions options, CancellationToken cancellationToken)
    {
        using var packed = new GzipMembers(destination);
        var manifest = SecretsTree.Read(directory, packed, options, cancellationToken);
        packed.Finish();
        return manifest;
    }
}
