using TazPod.Vault.Lineages;

namespace TazPod.Vault.Results;

/// <summary>Suggests what to do about an incoherent lineage.</summary>
internal static class LineageWaysOut
{
    /// <summary>Depends on which lineage it is, and on whether the previous generation is intact.</summary>
    public static string Of(string prefix, string? lineage, SnapshotEntry? previous)
    {
        var where = (lineage is null ? "" : $" --lineage={lineage}")
            + (prefix == LineageKeys.DefaultPrefix ? "" : $" --lineage-prefix={prefix}");
        var force = prefix == LineageKeys.VaultPrefix ? $"PushVault --force --lineage={lineage}" : $"PushSnapshot --force{where}";
        return (previous is null ? "" : $"Generation {previous.Generation} is intact: PullSnapshot --generation={previous.Generation}{where}. ")
            + $"Undo the manual change, or start a new generation over it with {force}.";
    }
}
