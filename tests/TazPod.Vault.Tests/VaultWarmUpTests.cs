namespace TazPod.Vault.Tests;

public sealed class VaultWarmUpTests
{
    // The caller of the warm-up ignores failures, so it would go unnoticed if it stopped half-way.
    [Fact]
    public void It_finishes_without_a_vault() => VaultWarmUp.Run();
}
