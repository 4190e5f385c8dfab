using TazPod.Vault.Archive.Gzip;
using TazPod.Vault.Sealing;

namespace TazPod.Vault.Opening;

/// <summary>Puts a revision into an archive that is about to be sealed.</summary>
internal static class SealedRevision
{
    /// <summary>Writes it, in the place of the one that the archive has.</summary>
    /// <returns>The revision; <see cref="VaultRevision.None"/> if these bytes are no archive or a damaged one, which can be re-sealed
    /// but never read.</returns>
    public static VaultRevision Write(SealingBuffer buffer, VaultRevision revision)
    {
        if (RevisionField.Replace(buffer.Plaintext.Span, revision) is not var (header, replaced))
        {
            return VaultRevision.None;
        }

        buffer.ReplaceStart(replaced, header);
        return revision;
    }
}
