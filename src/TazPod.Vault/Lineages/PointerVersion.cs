namespace TazPod.Vault.Lineages;

/// <summary>What every version of a pointer has.</summary>
/// <param name="Version">The layout's version.</param>
internal sealed record PointerVersion(int Version);
