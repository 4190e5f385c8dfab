using TazPod.Vault.Errors;

namespace TazPod.Vault.Snapshots;

/// <summary>The snapshot file, which has no default: nobody restores over a file by accident.</summary>
internal static class SnapshotPath
{
    /// <exception cref="VaultException">7009: it was not named.</exception>
    public static string Required(string? file) => file
        ?? throw VaultErrors.SnapshotRefused.With("no snapshot file was named", "Name it with --file.");
}
