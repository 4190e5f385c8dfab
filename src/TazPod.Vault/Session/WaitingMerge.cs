using TazPod.Vault.Errors;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Session;

/// <summary>Refuses what would interfere with a merge that waits for a user.</summary>
internal static class WaitingMerge
{
    /// <summary>The error for a verb that is refused until the merge is saved or undone.</summary>
    /// <param name="merge">The merge.</param>
    /// <param name="verb">The verb's name.</param>
    public static VaultException Refusal(this PendingMerge merge, string verb) => VaultErrors.MergePending.With(
        merge.Phase == MergePhase.Waiting
            ? $"{verb} was not run: a merge waits in '{merge.Directory}', where files with the suffix {merge.Suffix} are the other side's version"
            : $"{verb} was not run: a merge into '{merge.Directory}' was interrupted",
        merge.Phase == MergePhase.Waiting
            ? "Settle the conflicts, remove these files and run SaveVault. Or run MergeVault --abort, which puts the directory back."
            : "Run MergeVault to merge again, or MergeVault --abort to undo it.");

    /// <summary>Fails unless the merge waits in this secrets directory.</summary>
    /// <exception cref="VaultException">4008: it waits in another one.</exception>
    public static void RequireSame(this PendingMerge merge, string directory)
    {
        if (merge.Directory != directory)
        {
            throw VaultErrors.MergePending.With(
                $"a merge waits in '{merge.Directory}', and the secrets directory is '{directory}'",
                $"Complete or undo it there, with --secrets='{merge.Directory}'.");
        }
    }
}
