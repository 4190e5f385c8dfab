using TazPod.Packages.Tests.Support;

namespace TazPod.Packages.Tests;

/// <summary>The projects in <c>examples</c> build and run as they are. That of Cake Frosting is in <see cref="FrostingTests"/>.</summary>
public sealed class ExamplesTests(Feed feed)
{
    [Fact]
    public async Task The_script_does()
    {
        using var consumer = Example("script");
        consumer.Environment["TAZPOD_SECRETS"] = "secrets";
        await consumer.DoAsync("tool", "restore");

        await consumer.DoAsync("cake", "--target=Setup");
        var published = await consumer.DoAsync("cake", "--target=Publish");
        var again = await consumer.DoAsync("cake", "--target=Publish");
        var deployed = await consumer.DoAsync("cake", "--target=Deploy", "--secrets=out");

        Assert.Contains("pushed '", published, StringComparison.Ordinal);
        Assert.Contains("there was nothing to publish", again, StringComparison.Ordinal);
        Assert.Contains("deployed with 1 secrets", deployed, StringComparison.Ordinal);
        Assert.False(Directory.Exists(consumer.Path("out")));
    }

    [Fact]
    public async Task The_MSBuild_project_does()
    {
        using var consumer = Example("msbuild");
        await consumer.DoAsync("restore", "-nologo");

        await consumer.DoAsync("msbuild", "-nologo", "-t:SetupStorage;SaveVault;PushVault");
        var build = await consumer.DoAsync("build", "-nologo", "--no-restore", "-o", "out");
        File.Delete(consumer.VaultFile);
        var fresh = await consumer.DoAsync("build", "-nologo", "--no-restore", "-o", "out");

        Assert.Contains("the vault is unchanged", build, StringComparison.Ordinal);
        Assert.Contains("the vault is pulled", fresh, StringComparison.Ordinal);
        Assert.Contains("built with the vault", await consumer.DoAsync("out/App.dll"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_program_does()
    {
        using var consumer = Example("program");
        await consumer.DoAsync("build", "-nologo", "-o", "out");

        var (exitCode, refused) = await consumer.RunAsync("out/Program.dll");
        await consumer.PushAsync();
        var opened = await consumer.DoAsync("out/Program.dll");

        Assert.Equal(3, exitCode);
        Assert.StartsWith("TAZPOD200", refused.Trim(), StringComparison.Ordinal);
        Assert.Contains("pulled latest", opened, StringComparison.Ordinal);
        Assert.Contains("\ntoken\n", opened.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    private Consumer Example(string name) =>
        new Consumer(feed) { Environment = { ["TAZPOD_PASSPHRASE_FILE"] = "passphrase" } }.CopyExample(name).Use(null);
}
