using System.Text.Json;
using Cake.Core;
using TazPod.Build.Processes;

namespace TazPod.Build.Audit;

/// <summary>The packages that <c>dotnet list package --vulnerable</c> finds in a solution or project, including transitive ones.</summary>
internal static class PackageList
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <summary>Queries the package feeds.</summary>
    /// <exception cref="CakeException">The query failed.</exception>
    public static async Task<IReadOnlyList<VulnerablePackage>> FindVulnerableAsync(string project, BuildInterruption interruption)
    {
        var list = DotNet.Command("list", project, "package", "--vulnerable", "--include-transitive", "--format", "json");
        var end = await list.CaptureAsync(Limit, interruption.Token);
        interruption.ThrowIfInterrupted();
        return end.ExitCode == 0
            ? Read(end.Output)
            : throw new CakeException($"the packages cannot be checked ({list}: exit code {end.ExitCode}):\n{end.Output}");
    }

    /// <summary>Parses the output: each vulnerability once, however many projects use the package.</summary>
    public static IReadOnlyList<VulnerablePackage> Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return
        [
            .. Each(document.RootElement, "projects")
                .SelectMany(project => Each(project, "frameworks"))
                .SelectMany(framework => Each(framework, "topLevelPackages").Concat(Each(framework, "transitivePackages")))
                .SelectMany(package => Each(package, "vulnerabilities").Select(vulnerability => new VulnerablePackage(
                    Text(package, "id"), Text(package, "resolvedVersion"), Text(vulnerability, "severity"), Text(vulnerability, "advisoryurl"))))
                .Distinct()
                .OrderBy(package => package.ToString(), StringComparer.OrdinalIgnoreCase),
        ];
    }

    private static JsonElement[] Each(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var array) ? [.. array.EnumerateArray()] : [];

    private static string Text(JsonElement parent, string name) => parent.TryGetProperty(name, out var text) ? text.ToString() : "";
}
