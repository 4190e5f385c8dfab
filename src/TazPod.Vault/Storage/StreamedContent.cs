namespace TazPod.Vault.Storage;

/// <summary>Content to be sent from a stream. Its length and checksum are known in advance.</summary>
/// <param name="Stream">Seekable. Sent from beginning to end, and never disposed by the store.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Md5">Its MD5, lower-case hex, which lets the store refuse other bytes.</param>
public sealed record StreamedContent(Stream Stream, long Length, string Md5);
