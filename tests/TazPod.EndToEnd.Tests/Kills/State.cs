namespace TazPod.EndToEnd.Tests.Kills;

/// <summary>What stands where at one moment.</summary>
/// <param name="Vault">The vault file; null for none.</param>
/// <param name="Latest">The bytes at latest; null for none.</param>
/// <param name="History">The bytes of every copy.</param>
/// <param name="Secrets">The secrets directory, a line a file; null when there is none or it is empty.</param>
/// <param name="Paths">Every path below the root, stamps made alike.</param>
internal sealed record State(byte[]? Vault, byte[]? Latest, IReadOnlyList<byte[]> History, string? Secrets, string Paths);
