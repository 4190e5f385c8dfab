namespace TazPod.Vault.Merging;

/// <summary>A difference between a merged tree and ours.</summary>
/// <param name="Path">The file or directory.</param>
/// <param name="Kind">What the merge does to it.</param>
internal sealed record MergeChange(string Path, MergeChangeKind Kind);
