namespace TazPod.Vault.Results;

/// <summary>A merge with conflicts that waits for a user, in the result of VaultStatus.</summary>
/// <param name="Directory">The secrets directory in which the conflicts are to be settled.</param>
/// <param name="Suffix">What is added to the names of the files from latest.</param>
/// <param name="Kept">The directory as it was before the merge.</param>
public sealed record WaitingMergeStatus(string Directory, string Suffix, string Kept)
{
    /// <inheritdoc/>
    public override string ToString() =>
        $"a merge waits in '{Directory}': settle the files with the suffix {Suffix} and run SaveVault, or {MergeResult.Name} --abort";
}
