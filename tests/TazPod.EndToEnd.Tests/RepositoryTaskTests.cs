using TazPod.EndToEnd.Tests.Support;

namespace TazPod.EndToEnd.Tests;

/// <summary>This repository's tasks have a few arguments, which the vault's tasks do not accept.</summary>
public sealed class RepositoryTaskTests
{
    [Theory]
    [InlineData("Build", "--verify", "TAZPOD1002: unknown argument --verify: Build takes no arguments")]
    [InlineData("Format", "--suite=Vault", "TAZPOD1002: unknown argument --suite: Format takes --verify")]
    [InlineData("Test", "--siute=Vault", "TAZPOD1002: unknown argument --siute: Test takes --suite and --filter")]
    [InlineData("Test", "--bucket=mine", "TAZPOD1002: unknown argument --bucket: Test takes --suite and --filter")]
    [InlineData("Test", "--suite=Vaults", "there is no test suite 'Vaults'. Known suites: Build, Cake.Frosting, ")]
    [InlineData("PushVault", "--filter=Vault", "TAZPOD1002: unknown argument --filter")]
    public async Task An_argument_that_a_task_does_not_know_is_refused(string target, string argument, string message)
    {
        using var place = new Place();

        var result = await place.RunAsync(target, argument);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains($"Error: {message}", result.Error, StringComparison.Ordinal);
    }
}
