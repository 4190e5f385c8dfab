using System.Text.Json.Serialization;
using TazPod.Vault.Errors;

namespace TazPod.Vault.Results;

/// <summary>The result of MergeVault.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="VaultFile">The vault file.</param>
/// <param name="Store">The store and bucket, for display.</param>
/// <param name="Base">The stamp of the version that both sides descend from; null if it is unknown or no longer there.</param>
/// <param name="Theirs">The stamp of latest; null if it was not read.</param>
/// <param name="Counts">The number of entries that the merge changes on this side.</param>
/// <param name="Entries">These entries, in the order of their paths.</param>
/// <param name="Conflicts">What both sides changed, in the order of the paths.</param>
public sealed record MergeResult(
    MergeOutcome Outcome,
    string VaultFile,
    string Store,
    string? Base,
    string? Theirs,
    TreeCounts Counts,
    IReadOnlyList<DifferentEntry> Entries,
    IReadOnlyList<ConflictEntry> Conflicts) : VerbResult
{
    internal const string Name = "MergeVault";

    /// <summary>The secrets directory that now has the merged tree; null if none has.</summary>
    public string? SecretsDirectory { get; init; }

    /// <summary>What was kept of the state before the merge: the secrets directory, the vault file, or both.</summary>
    public IReadOnlyList<string> Kept { get; init; } = [];

    /// <summary>What is added to the names of the files from latest beside which a local one stands; null unless a merge waits.</summary>
    public string? Suffix { get; init; }

    /// <summary>The step that follows, if nothing was merged because there was nothing to merge.</summary>
    [JsonIgnore]
    internal string? Next { get; init; }

    /// <inheritdoc/>
    public override string Verb => Name;

    /// <inheritdoc/>
    public override string Status => Outcome.ToString().ToLowerInvariant();

    /// <inheritdoc/>
    public override bool Changed => Outcome is MergeOutcome.Taken or MergeOutcome.Merged or MergeOutcome.Aborted || Suffix is not null;

    /// <inheritdoc/>
    public override string Summary => Outcome switch
    {
        MergeOutcome.Unchanged => $"nothing to merge: latest in {Store} has not changed since{(Next is null ? "" : $"; {Next}")}",
        MergeOutcome.Planned => $"merging latest ({Theirs}) would change {Counts} here, with {ByteSize.Count(Conflicts.Count, "conflict")}",
        MergeOutcome.Taken => $"took latest ({Theirs}) from {Store} into {Places}: {Counts}",
        MergeOutcome.Merged => $"merged latest ({Theirs}) from {Store} into {Places}: {Counts}; run PushVault",
        MergeOutcome.Conflicts => $"{ByteSize.Count(Conflicts.Count, "conflict")} with latest ({Theirs}) in {Store}",
        _ => $"undid the merge; '{SecretsDirectory}' is as it was before",
    };

    /// <inheritdoc/>
    [JsonIgnore]
    public override VaultException? Failure => (Outcome, Suffix) switch
    {
        (MergeOutcome.Conflicts, null) => VaultErrors.MergeConflicts.With(
            $"not merged: both sides changed {Named}; there is no unlocked secrets directory to merge them in, so nothing was changed",
            $"Run UnlockVault, then {Name}. Or settle all conflicts one way, with {Name} --ours or {Name} --theirs."),
        (MergeOutcome.Conflicts, { } suffix) => VaultErrors.MergeConflicts.With(
            $"not yet merged: both sides changed {Named}; in '{SecretsDirectory}', the other version of each is beside yours, with the suffix {suffix}",
            $"Edit your files, remove the ones with that suffix, then run SaveVault and PushVault. {Name} --abort puts the directory back."),
        _ => null,
    };

    private string Places => SecretsDirectory is null ? $"'{VaultFile}'" : $"'{VaultFile}' and '{SecretsDirectory}'";

    private string Named => Conflicts.Count switch
    {
        1 => Quoted(Conflicts),
        <= 3 => $"{Quoted(Conflicts.SkipLast(1))} and {Quoted(Conflicts.TakeLast(1))}",
        _ => $"{Quoted(Conflicts.Take(3))} and {Conflicts.Count - 3} more",
    };

    private static string Quoted(IEnumerable<ConflictEntry> conflicts) => string.Join(", ", conflicts.Select(conflict => $"'{conflict.Name}'"));
}
