namespace TazPod.Vault.Results;

/// <summary>The decision of retention about one copy.</summary>
/// <param name="Stamp">Its stamp.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Kept">Whether it is kept.</param>
/// <param name="Reason">Why, in a few words.</param>
public sealed record PlanEntry(string Stamp, long Size, bool Kept, string Reason);
