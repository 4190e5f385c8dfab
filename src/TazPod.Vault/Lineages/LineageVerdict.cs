namespace TazPod.Vault.Lineages;

/// <summary>A lineage's state, and why it is that one.</summary>
/// <param name="State">The state.</param>
/// <param name="Why">The reason, short enough for the end of a sentence.</param>
internal sealed record LineageVerdict(LineageState State, string Why);
