using TazPod.Vault.Archive.Entries;
using TazPod.Vault.Archive.Gzip;
using TazPod.Vault.Archive.Tree;
using TazPod.Vault.Errors;

namespace TazPod.Vault.Archive;

/// <summary>A directory to canonical tar.gz bytes: the same tree gives the same bytes on the same version of this software.</summary>
/// <remarks>Canonical order, directories before what they hold, modes without setuid, setgid and sticky, owner 0, time 0; the root
/// and its <c>.vault_pass</c> left out. Times, owners and extended attributes are not kept.</remarks>
internal static class ArchiveWriter
{
    /// <summary>Writes the archive of a directory. What was written before a failure is worth nothing.</summary>
    /// <exception cref="VaultException">TAZPOD3006: something in it cannot be kept; TAZPOD3007: beyond the limits; TAZPOD3008: it
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
