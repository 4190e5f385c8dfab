namespace TazPod.Vault.Merging;

/// <summary>What came of combining a file: content, or the reason why there is none.</summary>
/// <param name="Content">The combined content, which the caller wipes; null if there is a conflict.</param>
/// <param name="Conflict">Why the sides cannot be combined; null if they can.</param>
internal sealed record FileOutcome(byte[]? Content, MergeConflictKind? Conflict)
{
    /// <summary>The names of the variables that both sides changed.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];
}
