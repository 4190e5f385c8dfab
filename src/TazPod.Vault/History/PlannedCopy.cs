namespace TazPod.Vault.History;

/// <summary>What retention decides about a copy, and why.</summary>
/// <param name="Copy">The copy.</param>
/// <param name="IsKept">Whether it stays.</param>
/// <param name="Reason">Why, in a few words.</param>
internal sealed record PlannedCopy(HistoryCopy Copy, bool IsKept, string Reason);
