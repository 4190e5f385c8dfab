namespace TazPod.Vault.S3.Tests;

public class S3WarmUpTests
{
    // Whoever starts it lets no failure out, so nobody would see that it stopped half-way.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_gets_to_its_end_without_anybody_to_talk_to(bool reads) => await S3WarmUp.RunAsync(reads);
}
