namespace TazPod.Vault.Results;

/// <summary>What can be done about a lineage that does not fit together.</summary>
internal static class LineageWaysOut
{
    /// <summary>Depends on whether the generation before is whole.</summary>
    public static string Of(SnapshotEntry? previous) =>
        (previous is null ? "" : $"Generation {previous.Generation} is whole: PullSnapshot --generation={previous.Generation}. ")
        + "Put back what was changed by hand, or PushSnapshot --force begins a new generation over it (docs/LINEAGES.md).";
}
