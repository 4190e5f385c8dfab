namespace TazPod.Vault.Lineages;

/// <summary>The part of a pointer that every version of the layout has.</summary>
/// <param name="Version">The layout's version.</param>
internal sealed record PointerVersion(int Version);
