using System.IO.Compression;
using System.Reflection;
using System.Xml.Linq;
using TazPod.Testing;

[assembly: AssemblyFixture(typeof(TazPod.Packages.Tests.Support.Feed))]

namespace TazPod.Packages.Tests.Support;

/// <summary>A feed with our packages and an initially empty package cache, for all consumers of a test run.</summary>
public sealed class Feed : IDisposable
{
    private readonly TemporaryDirectory directory = new("packages");

    public Feed()
    {
        Directory.CreateDirectory(Packages);
        foreach (var package in Directory.EnumerateFiles(System.IO.Path.Combine(AppContext.BaseDirectory, "packages")))
            File.Copy(package, System.IO.Path.Combine(Packages, System.IO.Path.GetFileName(package)));
        MakeFrostingPackage();
        Directory.CreateDirectory(directory.Combine("home", ".nuget", "NuGet"));
        var configured = System.IO.Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "NuGet", "NuGet.Config");
        if (File.Exists(configured))
            File.Copy(configured, directory.Combine("home", ".nuget", "NuGet", "NuGet.Config"));
    }

    public static string Version { get; } = Metadata("Version");

    public static string CakeVersion { get; } = Metadata("CakeVersion");

    public string Packages => directory.Combine("feed");

    public string Home => directory.Combine("home");

    public string Cache => directory.Combine("cache");

    /// <summary>Our feed, then the packages that this machine has restored, then the sources in this machine's configuration.</summary>
    public string NuGetConfig => new XElement(
        "configuration",
        new XElement(
            "packageSources",
            new XElement("add", new XAttribute("key", "ours"), new XAttribute("value", Packages)),
            new XElement("add", new XAttribute("key", "restored"), new XAttribute("value", Metadata("PackageCache"))))).ToString();

    public string PackageFile(string id) => System.IO.Path.Combine(Packages, $"{id}.{Version}.nupkg");

    public void Dispose() => directory.Dispose();

    private static string Metadata(string key) =>
        typeof(Feed).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == key).Value!;

    // Not every source has Cake.Frosting. The one that these tests were built with is packed under its name.
    private void MakeFrostingPackage()
    {
        using var package = ZipFile.Open(System.IO.Path.Combine(Packages, $"Cake.Frosting.{CakeVersion}.nupkg"), ZipArchiveMode.Create);
        using (var manifest = new StreamWriter(package.CreateEntry("Cake.Frosting.nuspec").Open()))
        {
            manifest.Write(
                $"""
                <?xml version="1.0"?>
                <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">
                  <metadata>
                    <id>Cake.Frosting</id><version>{CakeVersion}</version><authors>test</authors><description>A stand-in.</description>
                    <dependencies><group targetFramework="net10.0" /></dependencies>
                  </metadata>
                </package>
                """);
        }

        string[] starts = ["Cake.", "NuGet.", "Spectre.", "Microsoft.Extensions.DependencyInjection", "Microsoft.IdentityModel", "Newtonsoft.", "Microsoft.Bcl."];
        foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll"))
        {
            var name = System.IO.Path.GetFileName(file);
            if (starts.Any(start => name.StartsWith(start, StringComparison.Ordinal)) && !name.Contains("TazPod", StringComparison.Ordinal))
                package.CreateEntryFromFile(file, $"lib/net10.0/{name}");
        }
    }
}
