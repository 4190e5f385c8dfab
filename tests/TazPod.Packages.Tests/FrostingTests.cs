using TazPod.Packages.Tests.Support;
using TazPod.Testing.S3;

namespace TazPod.Packages.Tests;

/// <summary>Cake.Frosting.TazPod in another Frosting build, the example: the tasks by name, as dependencies, and verbs in its own
/// tasks.</summary>
/// <remarks>Cake.Frosting is the package of the source if there is one, else this repository's stand-in under its name.</remarks>
public sealed class FrostingTests(Feed feed)
{
    [Fact]
    public async Task A_build_pushes_and_pulls_and_returns_exit_codes()
    {
        await using var endpoint = await S3Endpoint.StartAsync();
        using var consumer = Build();
        await consumer.DoAsync("build", "Build.csproj", "-o", "host", "-nologo");

        foreach (var isS3 in new[] { true, false })
        {
            consumer.Use(isS3 ? endpoint : null);
            Directory.Delete(consumer.Path(".tazpod"), recursive: true);
            await consumer.DoAsync("host/Build.dll", "--target=SetupStorage");
            var push = await consumer.DoAsync("host/Build.dll", "--target=Publish", "--secrets=secrets");
            var deploy = await consumer.DoAsync("host/Build.dll", "--target=Deploy", "--vault-file=there/vault.tar.aes");

            Assert.Contains("pushed '", push, StringComparison.Ordinal);
            Assert.Contains($"deployed with a token of {Consumer.Secret.Length} characters, pushed by ", deploy, StringComparison.Ordinal);
            Assert.Equal(await File.ReadAllBytesAsync(consumer.VaultFile), await File.ReadAllBytesAsync(consumer.Path("there/vault.tar.aes")));
            Directory.Delete(consumer.Path("there"), recursive: true);
        }

        var (usage, wrong) = await consumer.RunAsync("host/Build.dll", "--target=PushVault", "--retention=0");
        var (missing, nothing) = await consumer.RunAsync("host/Build.dll", "--target=PullVault", "--index=9", "--vault-file=x/vault.tar.aes");
        Assert.Equal((2, 3), (usage, missing));
        Assert.Contains("Error: TAZPOD1001: ", wrong, StringComparison.Ordinal);
        Assert.Contains("Error: TAZPOD2003: ", nothing, StringComparison.Ordinal);
    }

    private Consumer Build()
    {
        var consumer = new Consumer(feed) { Environment = { ["TAZPOD_PASSPHRASE_FILE"] = "passphrase" } }.CopyExample("frosting");
        Directory.CreateDirectory(consumer.Path(".tazpod"));
        return consumer;
    }
}
