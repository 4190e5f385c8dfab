namespace TazPod.Vault.Results;

/// <summary>The reported facts of a file or directory.</summary>
/// <param name="IsDirectory">Whether it is a directory.</param>
/// <param name="Size">Bytes of a file; 0 for a directory.</param>
/// <param name="Mode">Permission bits as usually written: <c>600</c>.</param>
public sealed record EntryFacts(bool IsDirectory, long Size, string Mode);
