using TazPod.Vault.Lineages;

namespace TazPod.Vault.Results;

/// <summary>What can be done about a lineage that does not fit together.</summary>
internal static class LineageWaysOut
{
    /// <summary>Depends on whose lineage it is, and on whether the generation before is whole.</summary>
    public static string Of(string prefix, string? lineage, SnapshotEntry? previous)
    {
        var where = (lineage is null ? "" : $" --lineage={lineage}")
            + (prefix == LineageKeys.DefaultPrefix ? "" : $" --lineage-prefix={prefix}");
        var anew = prefix == LineageKeys.VaultPrefix ? $"PushVault --force --lineage={lineage}" : $"PushSnapshot --force{where}";
        return (previous is null ? "" : $"Generation {previous.Generation} is whole: PullSnapshot --generation={previous.Generation}{where}. ")
            + $"Put back what was changed by hand, or {anew} begins a new generation over it (docs/LINEAGES.md).";
    }
}
