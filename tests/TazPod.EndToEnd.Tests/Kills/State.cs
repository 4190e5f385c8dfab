namespace TazPod.EndToEnd.Tests.Kills;

/// <summary>The state at one moment.</summary>
/// <param name="Vault">The vault file; null for none.</param>
/// <param name="Latest">The bytes at latest; null for none.</param>
/// <param name="History">The bytes of every copy.</param>
/// <param name="Secrets">The secrets directory, one line per file; null when it does not exist or is empty.</param>
/// <param name="Paths">Every path below the root, with stamps replaced.</param>
internal sealed record State(byte[]? Vault, byte[]? Latest, IReadOnlyList<byte[]> History, string? Secrets, string Paths);
