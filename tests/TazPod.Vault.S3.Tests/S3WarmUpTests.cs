namespace TazPod.Vault.S3.Tests;

public class S3WarmUpTests
{
    // The caller of the warm-up ignores failures, so it would go unnoticed if it stopped half-way.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_finishes_without_a_server(bool reads) => await S3WarmUp.RunAsync(reads);
}
