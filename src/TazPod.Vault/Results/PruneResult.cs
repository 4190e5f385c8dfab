namespace TazPod.Vault.Results;

/// <summary>The result of PruneHistory, or its plan.</summary>
/// <param name="IsPlan">Whether this is only a plan, and nothing was deleted.</param>
/// <param name="Store">The store and bucket, for display.</param>
/// <param name="Rules">The retention rules as text: <c>retention 50</c>, or <c>keep-daily 7, keep-weekly 4</c>.</param>
/// <param name="Kept">The number of copies that are kept.</param>
/// <param name="Pruned">Copies that were or would be deleted, oldest first.</param>
/// <param name="Plan">The decision about every copy, newest first.</param>
public sealed record PruneResult(
    bool IsPlan, string Store, string Rules, int Kept, IReadOnlyList<PrunedCopy> Pruned, IReadOnlyList<PlanEntry> Plan) : VerbResult
{
    internal const string Name = "PruneHistory";

    /// <inheritdoc/>
    public override string Verb => Name;

    /// <inheritdoc/>
    public override string Status => (Pruned.Count, IsPlan) switch
    {
        (0, _) => "unchanged",
        (_, true) => "planned",
        _ => "pruned",
    };

    /// <inheritdoc/>
    public override bool Changed => Pruned.Count > 0 && !IsPlan;

    /// <inheritdoc/>
    public override string Summary => (Pruned.Count, IsPlan) switch
    {
        (0, _) => $"nothing to prune in {Store}: {ByteSize.Count(Kept, "copy", "copies")}, {Rules}",
        (var count, true) => $"would prune {ByteSize.Count(count, "copy", "copies")} of {Kept + count} in {Store}, "
            + $"{Pruned[0].Stamp} to {Pruned[^1].Stamp}, keeping {Kept} ({Rules})",
        (var count, false) => $"pruned {ByteSize.Count(count, "copy", "copies")} of {Kept + count} in {Store}, "
            + $"{Pruned[0].Stamp} to {Pruned[^1].Stamp}, keeping {Kept} ({Rules})",
    };
}
