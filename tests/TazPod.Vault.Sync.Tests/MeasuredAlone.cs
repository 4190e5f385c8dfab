namespace TazPod.Vault.Sync.Tests;

/// <summary>Runs without parallel tests, because the measurement covers the whole process.</summary>
[CollectionDefinition(nameof(VaultMemoryTests), DisableParallelization = true)]
public sealed class MeasuredAlone;
