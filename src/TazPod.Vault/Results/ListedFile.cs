namespace TazPod.Vault.Results;

/// <summary>A file in a vault, without its content.</summary>
/// <param name="Path">Its path in the vault.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="Mode">Its permission bits as three octal digits, such as <c>600</c>.</param>
public sealed record ListedFile(string Path, long Size, string Mode);
