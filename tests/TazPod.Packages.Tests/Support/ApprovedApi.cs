using System.Reflection;
using PublicApiGenerator;

namespace TazPod.Packages.Tests.Support;

/// <summary>The approved text of an assembly's public API, in the directory <c>PublicApi</c> of its tests.</summary>
internal static class ApprovedApi
{
    public static async Task RequireAsync(Assembly assembly)
    {
        var name = assembly.GetName().Name;
        var directory = Path.Combine(AppContext.BaseDirectory, "PublicApi");
        var approved = Path.Combine(directory, $"{name}.approved.txt");
        var actual = assembly.GeneratePublicApi(new ApiGeneratorOptions { IncludeAssemblyAttributes = false, DenyNamespacePrefixes = [] }).ReplaceLineEndings("\n").TrimEnd();
        var expected = File.Exists(approved) ? (await File.ReadAllTextAsync(approved)).ReplaceLineEndings("\n").TrimEnd() : "";
        Directory.CreateDirectory(directory);
        if (actual != expected)
            await File.WriteAllTextAsync(Path.Combine(directory, $"{name}.received.txt"), actual + "\n");

        Assert.True(actual == expected, $"the public API of {name} changed: if this is intended, replace the approved text with {name}.received.txt in {directory}");
    }
}
