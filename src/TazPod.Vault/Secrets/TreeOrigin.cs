using TazPod.Vault.Archive.Entries;
using TazPod.Vault.Session;

namespace TazPod.Vault.Secrets;

/// <summary>Judges whether a secrets directory may be saved over the vault file: an old tree must not undo a newer pull, and an unrelated
/// tree must not replace a vault that is stored nowhere else.</summary>
internal static class TreeOrigin
{
    /// <param name="session">The session.</param>
    /// <param name="directory">The secrets directory.</param>
    /// <param name="vaultSha256">SHA-256 of the vault file.</param>
    /// <param name="manifest">Its content; null if that cannot be read.</param>
    public static TreeDescent Of(VaultSession session, string directory, string vaultSha256, Func<ArchiveManifest?> manifest)
    {
        var state = session.Workspace.State;
        if (state.Secrets(directory) is not { } origin)
        {
            return state.File.Remotes.Any(remote => remote.SyncedSha256 == vaultSha256) ? TreeDescent.Unknown : TreeDescent.Stranger;
        }

        return origin.VaultSha256 == vaultSha256 || origin.ComesFrom(vaultSha256, manifest() is { } held ? session.Workspace.LocalMac(held) : null)
            ? TreeDescent.Own
            : TreeDescent.Older;
    }

    /// <summary>Whether the vault file was deleted and a directory comes from an older vault than that file was. The recorded facts still
    /// show it.</summary>
    public static bool IsOlderThanDeleted(VaultSession session, string directory) =>
        session.Workspace.State.Secrets(directory) is { } origin
        && session.Workspace.State.File.Facts is { } last && origin.VaultSha256 != last.VaultSha256;
}
