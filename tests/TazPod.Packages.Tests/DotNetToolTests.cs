using System.IO.Compression;
using System.Xml.Linq;
using TazPod.Packages.Tests.Support;
using TazPod.Testing.Processes;

namespace TazPod.Packages.Tests;

/// <summary>The package <c>TazPod.Tool</c> gives the command <c>tazvault</c> to a user, to a repository, and without an installation.</summary>
public sealed class DotNetToolTests(Feed feed)
{
    private const string Id = "TazPod.Tool";

    [Fact]
    public void It_names_only_the_packages_that_were_made_with_it()
    {
        using var package = ZipFile.OpenRead(feed.PackageFile(Id));
        using var settings = package.Entries.Single(entry => entry.Name == "DotnetToolSettings.xml").Open();

        Assert.Equal(
            [("any", $"{Id}.any")],
            XDocument.Load(settings).Descendants("RuntimeIdentifierPackage").Select(node => (node.Attribute("RuntimeIdentifier")!.Value, node.Attribute("Id")!.Value)));
        Assert.True(File.Exists(feed.PackageFile($"{Id}.any")));
    }

    [Theory]
    [InlineData(Id, "DotnetTool")]
    [InlineData($"{Id}.any", "DotnetToolRidPackage")]
    public void Only_the_package_that_users_install_is_found_as_a_tool(string id, string type)
    {
        using var package = ZipFile.OpenRead(feed.PackageFile(id));
        using var manifest = package.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();

        Assert.Equal([type], XDocument.Load(manifest).Descendants().Where(node => node.Name.LocalName == "packageType").Select(node => node.Attribute("name")!.Value));
    }

    [Fact]
    public async Task A_user_can_install_it()
    {
        using var consumer = new Consumer(feed);

        await consumer.DoAsync("tool", "install", Id, "--tool-path", "tools");

        var printed = await new TestCommand(consumer.Path(OperatingSystem.IsWindows() ? "tools/tazvault.exe" : "tools/tazvault"), ["--version"])
            .DoAsync(TestContext.Current.CancellationToken);
        Assert.Equal($"tazvault {Feed.Version}", printed.Trim());
    }

    [Fact]
    public async Task A_repository_can_name_it_in_its_tool_manifest()
    {
        using var consumer = await PushedAsync();
        consumer.Write(
            ".config/dotnet-tools.json",
            $$"""{ "version": 1, "isRoot": true, "tools": { "tazpod.tool": { "version": "{{Feed.Version}}", "commands": ["tazvault"] } } }""");

        await consumer.DoAsync("tool", "restore");
        await consumer.DoAsync("tool", "run", "tazvault", "pull");
        var bootstrap = await consumer.DoAsync("tazvault", "bootstrap", "--secrets=unlocked");

        Assert.Contains("unchanged:", bootstrap, StringComparison.Ordinal);
        Assert.Equal(Consumer.Secret, await File.ReadAllTextAsync(consumer.Path("unlocked/token"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task It_runs_without_an_installation()
    {
        using var consumer = await PushedAsync();

        var version = await consumer.DoAsync("dnx", "--yes", Id, "--", "--version");
        await consumer.DoAsync("dnx", "--yes", Id, "pull");
        var push = await consumer.DoAsync("dnx", "--yes", Id, "push");
        var (exitCode, refused) = await consumer.RunAsync("dnx", "--yes", Id, "psuh");

        Assert.Contains($"tazvault {Feed.Version}", version, StringComparison.Ordinal);
        Assert.Contains("unchanged", push, StringComparison.Ordinal);
        Assert.Equal(2, exitCode);
        Assert.Contains("Did you mean tazvault push?", refused, StringComparison.Ordinal);
    }

    private async Task<Consumer> PushedAsync()
    {
        var consumer = new Consumer(feed) { Environment = { ["TAZPOD_PASSPHRASE_FILE"] = "passphrase" } }.Use(null);
        await consumer.PushAsync();
        return consumer;
    }
}
