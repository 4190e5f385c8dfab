namespace TazPod.Vault.Results;

/// <summary>What ListHistory found.</summary>
/// <param name="Store">The store and bucket, for people.</param>
/// <param name="HasLatest">Whether anything stands at latest.</param>
/// <param name="Entries">The copies, newest first.</param>
public sealed record HistoryResult(string Store, bool HasLatest, IReadOnlyList<HistoryEntry> Entries) : VerbResult
{
    /// <inheritdoc/>
    public override string Verb => "ListHistory";

    /// <inheritdoc/>
    public override string Status => Entries.Count == 0 ? "empty" : "listed";

    /// <inheritdoc/>
    public override bool Changed => false;

    /// <inheritdoc/>
    public override string Summary => Entries.Count == 0
        ? $"no history copy in {Store} yet" + (HasLatest ? ", though something stands at latest" : "")
        : $"{ByteSize.Count(Entries.Count, "history copy", "history copies")} in {Store}" + Standing;

    // Another tool wrote latest, or a push was interrupted; the next push makes the copy before it replaces anything.
    private string Standing => !HasLatest ? "; nothing stands at latest"
        : Entries.Any(entry => entry.IsLatest) ? ""
        : "; what stands at latest has no copy here yet, the next push makes it";
}
