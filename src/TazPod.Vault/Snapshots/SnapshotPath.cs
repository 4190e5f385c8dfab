using TazPod.Vault.Errors;

namespace TazPod.Vault.Snapshots;

/// <summary>The snapshot file. It has no default, so that a restore never overwrites a file by accident.</summary>
internal static class SnapshotPath
{
    /// <exception cref="VaultException">7009: none was specified.</exception>
    public static string Required(string? file) => file
        ?? throw VaultErrors.SnapshotRefused.With("no snapshot file was specified", "Specify it with --file.");
}
