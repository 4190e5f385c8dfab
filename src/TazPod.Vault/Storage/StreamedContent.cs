namespace TazPod.Vault.Storage;

/// <summary>Content on its way from a stream, looked at before: its length and checksum are known.</summary>
/// <param name="Stream">Seekable; sent from its beginning to its end, and never disposed by the store.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Md5">Its MD5, lower-case hex: what lets the store refuse other bytes.</param>
public sealed record StreamedContent(Stream Stream, long Length, string Md5);
