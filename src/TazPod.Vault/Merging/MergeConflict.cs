namespace TazPod.Vault.Merging;

/// <summary>A path that could not be merged.</summary>
/// <param name="Path">The path. Of two that differ in letter case, the one that sorts first.</param>
/// <param name="Kind">Why.</param>
internal sealed record MergeConflict(string Path, MergeConflictKind Kind)
{
    /// <summary>The names of the variables, for <see cref="MergeConflictKind.Keys"/>, sorted. Never their values.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];
}
