namespace TazPod.Vault.Workspace;

/// <summary>A restore that has not finished. Indexes count from the newest version, so the same index may mean another copy
/// afterwards.</summary>
/// <param name="Index">The requested index.</param>
/// <param name="Stamp">The copy that the index meant.</param>
/// <param name="ETag">The ETag of latest at that time; null if there was no latest.</param>
internal sealed record PendingRestore(int Index, string Stamp, string? ETag = null);
