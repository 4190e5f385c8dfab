namespace TazPod.Vault.Results;

/// <summary>The result of ListHistory.</summary>
/// <param name="Store">The store and bucket, for display.</param>
/// <param name="HasLatest">Whether latest exists.</param>
/// <param name="Entries">The copies that were asked for, newest first.</param>
public sealed record HistoryResult(string Store, bool HasLatest, IReadOnlyList<HistoryEntry> Entries) : VerbResult
{
    internal const string Name = "ListHistory";

    /// <summary>The number of all copies.</summary>
    public int Total { get; init; } = Entries.Count;

    /// <summary>Whether a copy of latest is among all copies.</summary>
    internal bool HasCopyOfLatest { get; init; } = Entries.Any(entry => entry.IsLatest);

    /// <inheritdoc/>
    public override string Verb => Name;

    /// <inheritdoc/>
    public override string Status => Entries.Count == 0 ? "empty" : "listed";

    /// <inheritdoc/>
    public override bool Changed => false;

    /// <inheritdoc/>
    public override string Summary => Entries.Count == 0
        ? $"no history copy in {Store} yet" + (HasLatest ? ", but latest exists" : "")
        : $"{(Entries.Count < Total ? $"the newest {Entries.Count} of " : "")}{ByteSize.Count(Total, "history copy", "history copies")} in {Store}" + LatestNote;

    /// <summary>Explains what creates the missing copy of latest, in any workspace. A workspace that has nothing to push notices it only
    /// when asked to check.</summary>
    internal const string WhatCreatesIt = "the next push of a change creates it first, and PushVault --force after a PullVault creates it now";

    // Another tool wrote latest, a push was interrupted, or the copy was removed.
    private string LatestNote => !HasLatest ? "; there is no latest"
        : HasCopyOfLatest ? ""
        : $"; latest has no history copy: {WhatCreatesIt}";
}
