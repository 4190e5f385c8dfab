namespace TazPod.Vault.Sync.Tests;

/// <summary>Runs when nothing else does: what is counted is counted for the whole process.</summary>
[CollectionDefinition(nameof(VaultMemoryTests), DisableParallelization = true)]
public sealed class MeasuredAlone;
