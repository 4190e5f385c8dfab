namespace TazPod.Vault.Tests;

public sealed class VaultWarmUpTests
{
    // Whoever starts it lets no failure out, so nobody would see that it stopped half-way.
    [Fact]
    public void It_gets_to_its_end_without_a_vault() => VaultWarmUp.Run();
}
