namespace TazPod.Vault.Results;

/// <summary>The result of DiffVault.</summary>
/// <param name="From">The first tree, for display.</param>
/// <param name="To">The second tree, for display.</param>
/// <param name="Counts">The number of entries that differ.</param>
/// <param name="Entries">The entries that differ, in the order of their paths.</param>
public sealed record DiffResult(string From, string To, TreeCounts Counts, IReadOnlyList<DifferentEntry> Entries) : VerbResult
{
    internal const string Name = "DiffVault";

    /// <inheritdoc/>
    public override string Verb => Name;

    /// <inheritdoc/>
    public override string Status => Counts.IsSame ? "same" : "different";

    /// <inheritdoc/>
    public override bool Changed => false;

    /// <inheritdoc/>
    public override string Summary => $"{From} -> {To}: {Counts}";
}
