namespace TazPod.Vault.History;

/// <summary>Whether retention keeps a copy, and why.</summary>
/// <param name="Copy">The copy.</param>
/// <param name="IsKept">Whether it is kept.</param>
/// <param name="Reason">Why, in a few words.</param>
internal sealed record PlannedCopy(HistoryCopy Copy, bool IsKept, string Reason);
