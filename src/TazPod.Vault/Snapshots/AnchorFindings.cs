namespace TazPod.Vault.Snapshots;

/// <summary>Which anchors the local vault contains.</summary>
/// <param name="Held">Those that it contains.</param>
/// <param name="Missing">Those that it does not.</param>
/// <param name="HasVault">Whether there is a local vault.</param>
internal sealed record AnchorFindings(IReadOnlyList<string> Held, IReadOnlyList<string> Missing, bool HasVault);
