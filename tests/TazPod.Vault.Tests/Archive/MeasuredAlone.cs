namespace TazPod.Vault.Tests.Archive;

/// <summary>Runs without parallel tests, because the measurement covers the whole process.</summary>
[CollectionDefinition(nameof(AllocationTests), DisableParallelization = true)]
public sealed class MeasuredAlone;
