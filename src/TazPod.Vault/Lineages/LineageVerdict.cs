namespace TazPod.Vault.Lineages;

/// <summary>A lineage's state and the reason for it.</summary>
/// <param name="State">The state.</param>
/// <param name="Why">The reason, in words that fit the end of a sentence.</param>
internal sealed record LineageVerdict(LineageState State, string Why);
