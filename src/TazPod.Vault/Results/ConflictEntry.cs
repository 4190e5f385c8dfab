namespace TazPod.Vault.Results;

/// <summary>A file or directory that both sides of a merge changed. Never includes its content.</summary>
/// <param name="Path">Its path, unescaped: it can contain anything that a file name can.</param>
/// <param name="Name">The path for display: unprintable characters are escaped.</param>
/// <param name="Why">What conflicts, for display.</param>
public sealed record ConflictEntry(string Path, string Name, string Why);
