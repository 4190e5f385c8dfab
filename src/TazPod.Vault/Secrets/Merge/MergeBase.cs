using TazPod.Vault.Errors;
using TazPod.Vault.History;
using TazPod.Vault.Opening;
using TazPod.Vault.Session;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Secrets.Merge;

/// <summary>Finds the version that both sides of a merge descend from.</summary>
internal sealed class MergeBase(VaultSession session)
{
    /// <summary>Opens the version from its history copy, or its pinned copy.</summary>
    /// <param name="version">The version; null if it is unknown.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Null, with a notice, if it is unknown, no longer there, or not that version.</returns>
    public async Task<UnsealedVault?> OpenAsync(StoredVersion? version, CancellationToken cancellationToken)
    {
        if (version is null)
        {
            session.Output.Notice("the version that both sides descend from is unknown, so everything that differs is a conflict, and what is on one side only is kept");
            return null;
        }

        var why = "it is no longer in the store";
        if (Stamp.TryParse(version.Stamp) is { } stamp)
        {
            foreach (var key in (string[])[ObjectKeys.ForStamp(stamp), ObjectKeys.ForPin(stamp)])
            {
                try
                {
                    var content = await new StoredVault(session).OpenAsync(key, null, cancellationToken);
                    if (IsVersion(content, version))
                    {
                        return content;
                    }

                    content.Dispose();
                    why = "its copy in the store has other content";
                }
                catch (VaultException failure) when (failure.Error == VaultErrors.CopyNotFound)
                {
                    continue;
                }
                catch (VaultException failure) when (failure.Error.ExitCode == ExitCode.Integrity || failure.Error == VaultErrors.ObjectArchived)
                {
                    why = failure.Message;
                }

                break;
            }
        }

        session.Output.Notice($"version {version.Stamp}, from which both sides descend, cannot be used ({why}), so everything that differs is a conflict, and what is on one side only is kept");
        return null;
    }

    // A version that was sealed again, as RekeyVault --history does, has other bytes and the same content.
    private bool IsVersion(UnsealedVault content, StoredVersion version) =>
        content.VaultSha256 == version.VaultSha256
        || (version.LocalMac is { } mac && content.ReadManifest() is { } manifest && session.Workspace.LocalMac(manifest) == mac);
}
