namespace TazPod.Vault.Results;

/// <summary>The commands of a merge, as hints name them.</summary>
internal static class MergeSteps
{
    /// <summary>The vault file and latest have both changed.</summary>
    public const string OfVaults =
        "PullVault --vault-file=FILE, UnlockVault --vault-file=FILE --secrets=DIRECTORY, merge by hand, SaveVault, PushVault --force";

    /// <summary>The secrets directory was edited, and must not be saved over the vault file.</summary>
    public const string OfTrees = "UnlockVault --secrets=DIRECTORY, merge there, SaveVault --secrets=DIRECTORY, UnlockVault --force, which keeps the old tree";
}
