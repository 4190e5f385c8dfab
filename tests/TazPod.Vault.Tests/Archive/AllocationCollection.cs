namespace TazPod.Vault.Tests.Archive;

/// <summary>Runs when nothing else does: what is counted is counted for the whole process.</summary>
[CollectionDefinition(nameof(AllocationTests), DisableParallelization = true)]
public sealed class AllocationCollection;
