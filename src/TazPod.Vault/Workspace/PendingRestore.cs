namespace TazPod.Vault.Workspace;

/// <summary>A restore that has not finished. Indexes count from what is newest, so the same index would mean another copy afterwards.</summary>
/// <param name="Index">The index that was asked for.</param>
/// <param name="Stamp">The copy that it meant.</param>
/// <param name="ETag">What stood at latest then; null when nothing did.</param>
internal sealed record PendingRestore(int Index, string Stamp, string? ETag = null);
