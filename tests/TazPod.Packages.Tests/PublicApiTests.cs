using System.Reflection;
using PublicApiGenerator;

namespace TazPod.Packages.Tests;

/// <summary>The public API of the packages. Changes here belong into the release notes.</summary>
public sealed class PublicApiTests
{
    public static TheoryData<Type> Assemblies =>
    [
        typeof(global::TazPod.Vault.VaultService), typeof(global::TazPod.Vault.S3.S3Client),
        typeof(global::Cake.TazPod.VaultAliases), typeof(global::Cake.Frosting.TazPod.PullVaultTask), typeof(global::TazPod.MSBuild.VaultTask),
    ];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public async Task It_is_what_was_approved(Type member)
    {
        var name = member.Assembly.GetName().Name;
        var directory = Path.Combine(AppContext.BaseDirectory, "PublicApi");
        var approved = Path.Combine(directory, $"{name}.approved.txt");
        var actual = member.Assembly.GeneratePublicApi(new ApiGeneratorOptions { IncludeAssemblyAttributes = false }).ReplaceLineEndings("\n").TrimEnd();
        var expected = File.Exists(approved) ? (await File.ReadAllTextAsync(approved)).ReplaceLineEndings("\n").TrimEnd() : "";
        Directory.CreateDirectory(directory);
        if (actual != expected)
            await File.WriteAllTextAsync(Path.Combine(directory, $"{name}.received.txt"), actual + "\n");

        Assert.True(actual == expected, $"the public API of {name} changed: if this is intended, replace the approved text with {name}.received.txt in {directory}");
    }

    /// <summary>The doors do not use each other. The code that they share is below all of them.</summary>
    [Theory]
    [InlineData("TazPod.Vault.S3", "Cake", "Microsoft.Build", "TazPod.Vault.Doors")]
    [InlineData("TazPod.Vault.Doors", "Cake", "Microsoft.Build", "AWSSDK")]
    [InlineData("Cake.TazPod", "Cake.Frosting", "Cake.Cli", "Spectre", "Microsoft.Build", "AWSSDK")]
    [InlineData("Cake.Frosting.TazPod", "Microsoft.Build", "AWSSDK", "Spectre")]
    [InlineData("TazPod.MSBuild", "Cake", "AWSSDK", "Spectre")]
    public void A_room_uses_only_the_rooms_below_it(string name, params string[] unknown)
    {
        var references = Assembly.Load(name).GetReferencedAssemblies().Select(reference => reference.Name!);

        Assert.DoesNotContain(references, reference => unknown.Any(start => reference == start || reference.StartsWith(start + ".", StringComparison.Ordinal)));
    }
}
