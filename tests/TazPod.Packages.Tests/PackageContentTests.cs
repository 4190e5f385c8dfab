using System.IO.Compression;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Cake.Frosting;
using Cake.Frosting.TazPod;
using TazPod.Packages.Tests.Support;
using TazPod.Vault.Settings;

namespace TazPod.Packages.Tests;

/// <summary>The content of the packages and their metadata.</summary>
public sealed partial class PackageContentTests(Feed feed)
{
    // AWSSDK computes checksums with it. MSBuild loads the copy beside the task.
    private const string NeededByTheSdk = "System.IO.Hashing.dll";

    private static readonly string[] AddinTags = ["cake", "script", "build", "cake-build", "addin", "cake-addin"];

    public static TheoryData<string> Packages => ["TazPod.Vault", "TazPod.Vault.Extensions.DependencyInjection", "Cake.TazPod", "Cake.Frosting.TazPod", "TazPod.MSBuild", "TazPod.Tool", "TazPod.Tool.any"];

    [Theory]
    [MemberData(nameof(Packages))]
    public void It_has_a_readme_a_licence_an_icon_and_tags(string id)
    {
        using var package = ZipFile.OpenRead(feed.PackageFile(id));
        var manifest = Manifest(package);

        Assert.Equal("MIT", Value(manifest, "license"));
        Assert.Equal(id, Value(manifest, "id"));
        Assert.NotNull(package.GetEntry(Value(manifest, "readme")));
        Assert.NotNull(package.GetEntry(Value(manifest, "icon")));
        Assert.NotNull(package.GetEntry("LICENSE"));
        Assert.Contains("tazpod", Value(manifest, "tags").Split(' '));
        if (id.StartsWith("Cake.", StringComparison.Ordinal))
            Assert.Empty(AddinTags.Except(Value(manifest, "tags").Split(' ')));
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void Its_release_notes_are_the_newest_part_of_the_changelog_which_it_contains(string id)
    {
        using var package = ZipFile.OpenRead(feed.PackageFile(id));
        using var changelog = new StreamReader(package.GetEntry("CHANGELOG.md")!.Open());
        var newest = changelog.ReadToEnd().Split("\n## ")[1].Trim();

        var notes = Value(Manifest(package), "releaseNotes").ReplaceLineEndings("\n");

        Assert.StartsWith("All changes are in CHANGELOG.md", notes, StringComparison.Ordinal);
        Assert.EndsWith(newest, notes, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TazPod.Vault", "AWSSDK.Core,AWSSDK.S3,AWSSDK.SSO,AWSSDK.SSOOIDC,AWSSDK.SecurityToken,DiffPlex,YamlDotNet")]
    [InlineData(
        "TazPod.Vault.Extensions.DependencyInjection",
        "Microsoft.Extensions.DependencyInjection.Abstractions,Microsoft.Extensions.Logging.Abstractions,TazPod.Vault")]
    [InlineData("Cake.TazPod", "")]
    [InlineData("Cake.Frosting.TazPod", "Cake.Frosting,TazPod.Vault")]
    [InlineData("TazPod.MSBuild", "")]
    [InlineData("TazPod.Tool", "")]
    [InlineData("TazPod.Tool.any", "")]
    public void It_depends_on_the_packages_it_does_not_contain(string id, string dependencies)
    {
        using var package = ZipFile.OpenRead(feed.PackageFile(id));

        Assert.Equal(
            dependencies,
            string.Join(',', Manifest(package).Descendants().Where(node => node.Name.LocalName == "dependency")
                .Select(node => node.Attribute("id")!.Value).Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("TazPod.Vault")]
    [InlineData("TazPod.Vault.Extensions.DependencyInjection")]
    [InlineData("Cake.TazPod")]
    [InlineData("Cake.Frosting.TazPod")]
    public void Each_of_its_own_assemblies_has_documentation_and_symbols(string id)
    {
        using var package = ZipFile.OpenRead(feed.PackageFile(id));
        using var symbols = ZipFile.OpenRead(Path.ChangeExtension(feed.PackageFile(id), ".snupkg"));
        var own = package.Entries.Where(entry => entry.Name.Contains("TazPod", StringComparison.Ordinal) && entry.Name.EndsWith(".dll", StringComparison.Ordinal));

        Assert.NotEmpty(own);
        Assert.All(own, entry => Assert.NotNull(package.GetEntry(Path.ChangeExtension(entry.FullName, ".xml"))));
        Assert.All(own, entry => Assert.NotNull(symbols.GetEntry(Path.ChangeExtension(entry.FullName, ".pdb"))));
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void It_contains_no_path_of_the_machine_that_built_it(string id)
    {
        var root = AppContext.BaseDirectory[..AppContext.BaseDirectory.IndexOf($"{Path.DirectorySeparatorChar}tests{Path.DirectorySeparatorChar}", StringComparison.Ordinal)];
        using var package = ZipFile.OpenRead(feed.PackageFile(id));
        foreach (var entry in package.Entries.Where(entry => entry.Length > 0))
        {
            using var content = entry.Open();
            using var bytes = new MemoryStream();
            content.CopyTo(bytes);
            Assert.True(bytes.ToArray().AsSpan().IndexOf(Encoding.UTF8.GetBytes(root + Path.DirectorySeparatorChar)) < 0, $"{entry.FullName} of {id}");
        }
    }

    [Fact]
    public void Every_page_that_the_list_of_errors_links_to_is_in_the_package()
    {
        using var package = ZipFile.OpenRead(feed.PackageFile("TazPod.MSBuild"));
        using var page = new StreamReader(package.GetEntry("docs/ERRORS.md")!.Open());
        var links = Link().Matches(page.ReadToEnd()).Select(link => link.Groups[1].Value).Distinct().ToList();

        Assert.Contains("CONFLICTS.md", links);
        Assert.DoesNotContain(links, link => package.GetEntry($"docs/{link}") is null);
    }

    /// <summary>Host and tasks must not load two versions of an assembly, so the packages do not contain those of the host.</summary>
    [Theory]
    [InlineData("Cake.TazPod", "Cake.Core", "Cake.Common", "Spectre.Console", "Newtonsoft.Json", "Microsoft.Extensions.", "NuGet.")]
    [InlineData("TazPod.MSBuild", "Microsoft.Build", "System.", "Cake.")]
    public void It_contains_no_assembly_of_its_host(string id, params string[] hosts)
    {
        using var package = ZipFile.OpenRead(feed.PackageFile(id));

        Assert.DoesNotContain(package.Entries, entry => entry.Name.EndsWith(".dll", StringComparison.Ordinal)
            && entry.Name != NeededByTheSdk
            && hosts.Any(name => entry.Name.StartsWith(name, StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_setting_of_its_verbs_is_a_property_of_the_targets()
    {
        // Those of verbs that MSBuild does not have, and one whose property would have the name of an output.
        string[] others = ["exec", "env-file", "allow-env", "files", "file-env", "allow-disk", "pristine", "mask", "path", "resume", "discard", "summary"];
        using var package = ZipFile.OpenRead(feed.PackageFile("TazPod.MSBuild"));
        using var content = package.GetEntry("build/TazPod.MSBuild.targets")!.Open();
        var given = XDocument.Load(content).Descendants("TazPodSetting").Select(node => node.Attribute("Include")?.Value).OfType<string>();

        Assert.Equal(
            SettingCatalog.All.Select(setting => setting.Argument).OfType<string>().Except(others).Order(StringComparer.Ordinal),
            given.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_task_except_interactive_ones_is_a_target_with_the_verb_of_its_name()
    {
        string[] others = ["Login", "RunWithVault"];
        using var package = ZipFile.OpenRead(feed.PackageFile("TazPod.MSBuild"));
        using var content = package.GetEntry("build/TazPod.MSBuild.targets")!.Open();
        var targets = XDocument.Load(content).Descendants("VaultTask")
            .Where(task => task.Attribute("Verb")!.Value == task.Parent!.Attribute("Name")!.Value).Select(task => task.Attribute("Verb")!.Value);

        Assert.Equal(Tasks.Except(others).Order(StringComparer.Ordinal), targets.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Cake.Frosting.TazPod")]
    [InlineData("TazPod.MSBuild", "Login", "RunWithVault")]
    public void Its_readme_names_every_task(string id, params string[] others)
    {
        using var package = ZipFile.OpenRead(feed.PackageFile(id));
        using var readme = new StreamReader(package.GetEntry("README.md")!.Open());
        var text = readme.ReadToEnd();

        Assert.All(Tasks.Except(others), task => Assert.Matches($@"(`|-t:){task}\b", text));
        if (id == "TazPod.MSBuild")
            Assert.All(PropertiesOf(package), property => Assert.Contains($"`{property}`", text, StringComparison.Ordinal));
    }

    private static IEnumerable<string> PropertiesOf(ZipArchive package)
    {
        using var content = package.GetEntry("build/TazPod.MSBuild.targets")!.Open();
        return [.. XDocument.Load(content).Descendants("TazPodSetting").Select(node => node.Attribute("Value")?.Value).OfType<string>()
            .Select(value => value.Trim('$', '(', ')'))];
    }

    private static IEnumerable<string> Tasks => typeof(PullVaultTask).Assembly.GetExportedTypes()
        .Select(type => type.GetCustomAttribute<TaskNameAttribute>()?.Name).OfType<string>();

    private static XDocument Manifest(ZipArchive package)
    {
        using var stream = package.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        return XDocument.Load(stream);
    }

    private static string Value(XDocument manifest, string name) =>
        manifest.Descendants().Single(node => node.Name.LocalName == name && node.Parent!.Name.LocalName == "metadata").Value;

    [GeneratedRegex(@"\]\(([^)]+)\)")]
    private static partial Regex Link();
}
