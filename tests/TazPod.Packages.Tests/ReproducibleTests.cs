using System.IO.Compression;
using System.Text;
using TazPod.Testing;
using TazPod.Testing.Processes;

namespace TazPod.Packages.Tests;

/// <summary>Packing the same commit gives the same bytes everywhere and at any time, with a link to the source.</summary>
public sealed class ReproducibleTests
{
    private const string Origin = "https://github.com/example/vault";

    [Fact]
    public async Task Two_clones_build_the_same_packages_with_links_to_the_source()
    {
        var root = Root();
        Assert.SkipUnless(root is not null, "these sources are not a git repository");
        using var directory = new TemporaryDirectory("clones");
        var commit = (await RunAsync("git", root, "rev-parse", "HEAD")).Trim();

        var one = await PackAsync(root, directory.Combine("one"));
        var other = await PackAsync(root, directory.Combine("elsewhere", "two"));

        Assert.Equal(11, one.Length);
        Assert.Equal(one.Select(Path.GetFileName), other.Select(Path.GetFileName));
        foreach (var (mine, theirs) in one.Zip(other))
            Assert.True(File.ReadAllBytes(mine).AsSpan().SequenceEqual(File.ReadAllBytes(theirs)), $"{Path.GetFileName(mine)} differs");
        foreach (var package in one.Where(file => file.EndsWith(".nupkg", StringComparison.Ordinal)))
        {
            var manifest = Read(package, ".nuspec");
            Assert.Contains($"url=\"{Origin}.git\"", manifest, StringComparison.Ordinal);
            Assert.Contains($"<projectUrl>{Origin}</projectUrl>", manifest, StringComparison.Ordinal);
            Assert.Contains($"{Origin}/blob/{commit}/CHANGELOG.md", manifest, StringComparison.Ordinal);
            Assert.Contains($"commit=\"{commit}\"", manifest, StringComparison.Ordinal);
        }

        var symbols = Read(one.Single(file => Path.GetFileName(file).StartsWith("TazPod.Vault.0", StringComparison.Ordinal) && file.EndsWith(".snupkg", StringComparison.Ordinal)), "TazPod.Vault.pdb");
        Assert.Contains($"https://raw.githubusercontent.com/example/vault/{commit}/*", symbols, StringComparison.Ordinal);
    }

    private static async Task<string[]> PackAsync(string root, string clone)
    {
        await RunAsync("git", root, "clone", "--quiet", root, clone);
        await RunAsync("git", clone, "remote", "set-url", "origin", $"{Origin}.git");
        var packages = Path.Combine(clone, "packages");
        await RunAsync(
            "dotnet", clone, "msbuild", "build/Packages.proj", "-t:Restore;Pack", $"-p:PackageOutputPath={packages}", "-p:RunAnalyzers=false",
            "-nologo", "-verbosity:quiet", "-nodeReuse:false");
        return [.. Directory.GetFiles(packages).Order(StringComparer.Ordinal)];
    }

    private static Task<string> RunAsync(string program, string directory, params string[] arguments) =>
        new TestCommand(program, arguments) { Directory = directory }.DoAsync(TestContext.Current.CancellationToken);

    private static string Read(string package, string name)
    {
        using var archive = ZipFile.OpenRead(package);
        using var content = new StreamReader(archive.Entries.Single(entry => entry.FullName.EndsWith(name, StringComparison.Ordinal)).Open(), Encoding.Latin1);
        return content.ReadToEnd();
    }

    // In a linked work tree .git is a file.
    internal static string? Root()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (at is not null && !Path.Exists(Path.Combine(at.FullName, ".git")))
            at = at.Parent;
        return at?.FullName;
    }
}
