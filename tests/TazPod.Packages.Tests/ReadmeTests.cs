using System.IO.Compression;
using TazPod.Packages.Tests.Support;
using TazPod.Testing.S3;

namespace TazPod.Packages.Tests;

/// <summary>The examples in the packages' readmes, taken word for word, work.</summary>
public sealed class ReadmeTests(Feed feed)
{
    [Fact]
    public async Task That_of_the_script_does()
    {
        await using var endpoint = await S3Endpoint.StartAsync();
        using var consumer = Consumer().Use(endpoint);
        consumer.Write(
            ".config/dotnet-tools.json",
            $$"""{ "version": 1, "isRoot": true, "tools": { "cake.tool": { "version": "{{Feed.CakeVersion}}", "commands": ["dotnet-cake"] } } }""");
        consumer.Write("build.cake", Example("Cake.TazPod", "#addin"));
        await consumer.DoAsync("tool", "restore");

        await consumer.DoAsync("cake", "--target=Setup", "--bucket=my-vaults");
        var push = await consumer.DoAsync("cake", "--target=Publish-Secrets", "--bucket=my-vaults", "--secrets=secrets");
        var pull = await consumer.DoAsync("cake", "--bucket=my-vaults");

        Assert.Contains("pushed '", push, StringComparison.Ordinal);
        Assert.Contains("unchanged 2", pull, StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_of_the_Frosting_build_does()
    {
        using var consumer = Consumer().Use(null);
        Directory.CreateDirectory(consumer.Path(".tazpod"));
        consumer.Write("build/Build.csproj", Project(Example("Cake.Frosting.TazPod", "<PackageReference").Split('\n')[0]));
        consumer.Write(
            "build/Program.cs",
            Example("Cake.Frosting.TazPod", "// build/Program.cs") + Example("Cake.Frosting.TazPod", "[TaskName(\"Deploy\")"));
        await consumer.DoAsync("build", "build", "-nologo", "-o", "host");

        var setup = await consumer.DoAsync("host/Build.dll", "--target=SetupStorage");
        var save = await consumer.DoAsync("host/Build.dll", "--target=Rotate", "--secrets=secrets");

        Assert.Contains("created the bucket", setup, StringComparison.Ordinal);
        Assert.Contains("saved 1 file", save, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task That_of_the_library_does_on_the_store_in_the_settings(bool isS3)
    {
        await using var endpoint = await S3Endpoint.StartAsync();
        using var consumer = Consumer().Use(isS3 ? endpoint : null);
        await consumer.PushAsync(isS3 ? endpoint : null);
        endpoint.ResetRequests();
        consumer.Write("Tool.csproj", Project($"<PackageReference Include=\"TazPod.Vault\" Version=\"{Feed.Version}\" />"));
        consumer.Write("Program.cs", Example("TazPod.Vault", "using TazPod.Vault;"));
        await consumer.DoAsync("build", "-nologo", "-o", "host");

        var output = await consumer.DoAsync("host/Tool.dll");

        Assert.Equal(isS3 ? ["GetObject"] : [], endpoint.Operations);
        Assert.Contains("pulled", output, StringComparison.Ordinal);
        Assert.Contains("token", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_of_the_container_does()
    {
        using var consumer = Consumer().Use(null);
        await consumer.PushAsync();
        consumer.Write("Tool.csproj", Project(
            $"""
            <PackageReference Include="TazPod.Vault.Extensions.DependencyInjection" Version="{Feed.Version}" />
            <PackageReference Include="Microsoft.Extensions.DependencyInjection" Version="10.0.0" />
            """));
        consumer.Write("Program.cs", Example("TazPod.Vault.Extensions.DependencyInjection", "using Microsoft.Extensions.DependencyInjection;"));
        await consumer.DoAsync("build", "-nologo", "-o", "host");

        Assert.Contains("pulled", await consumer.DoAsync("host/Tool.dll"), StringComparison.Ordinal);
    }

    // From the first line with this start to the next line of text.
    private string Example(string id, string start)
    {
        using var package = ZipFile.OpenRead(feed.PackageFile(id));
        using var readme = new StreamReader(package.GetEntry("README.md")!.Open());
        var lines = readme.ReadToEnd().Split('\n')
            .SkipWhile(line => !line.StartsWith("    " + start, StringComparison.Ordinal))
            .TakeWhile(line => line.Length == 0 || line.StartsWith("    ", StringComparison.Ordinal))
            .TakeWhile(line => !line.StartsWith("    dotnet ", StringComparison.Ordinal))
            .ToList();
        Assert.NotEmpty(lines);
        return string.Concat(lines.Select(line => line.TrimStart().Length == 0 ? "\n" : line[4..] + "\n"));
    }

    private static string Project(string reference) =>
        $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <UseAppHost>false</UseAppHost>
          </PropertyGroup>
          <ItemGroup>
            {reference}
          </ItemGroup>
        </Project>
        """;

    private Consumer Consumer() => new(feed) { Environment = { ["TAZPOD_PASSPHRASE_FILE"] = "passphrase" } };
}
