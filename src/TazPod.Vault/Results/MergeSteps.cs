namespace TazPod.Vault.Results;

/// <summary>The commands of a merge, as hints name them.</summary>
internal static class MergeSteps
{
    /// <summary>The vault file and latest have both changed.</summary>
    public const string OfVaults = $"{MergeResult.Name}, then PushVault";

    /// <summary>The secrets directory was edited, and must not be saved over the vault file.</summary>
    public const string OfTrees = $"run {MergeResult.Name}";
}
