namespace TazPod.Vault.Results;

/// <summary>What ListHistory found.</summary>
/// <param name="Store">The store and bucket, for people.</param>
/// <param name="HasLatest">Whether anything stands at latest.</param>
/// <param name="Entries">The copies, newest first.</param>
public sealed record HistoryResult(string Store, bool HasLatest, IReadOnlyList<HistoryEntry> Entries) : VerbResult
{
    internal const string Name = "ListHistory";

    /// <inheritdoc/>
    public override string Verb => Name;

    /// <inheritdoc/>
    public override string Status => Entries.Count == 0 ? "empty" : "listed";

    /// <inheritdoc/>
    public override bool Changed => false;

    /// <inheritdoc/>
    public override string Summary => Entries.Count == 0
        ? $"no history copy in {Store} yet" + (HasLatest ? ", though something stands at latest" : "")
        : $"{ByteSize.Count(Entries.Count, "history copy", "history copies")} in {Store}" + Standing;

    /// <summary>What gives latest the copy that it lacks, in any workspace: one that has nothing to push finds out only where it is told
    /// to look.</summary>
    internal const string WhatMakesIt = "the next push of a change makes it first, and PushVault --force after a PullVault makes it now";

    // Another tool wrote latest, a push was interrupted, or somebody removed the copy.
    private string Standing => !HasLatest ? "; nothing stands at latest"
        : Entries.Any(entry => entry.IsLatest) ? ""
        : $"; what stands at latest has no copy here, {WhatMakesIt}";
}
