using System.Reflection;
using TazPod.Packages.Tests.Support;

namespace TazPod.Packages.Tests;

/// <summary>The public API of the packages. Changes here belong into the release notes.</summary>
public sealed class PublicApiTests
{
    public static TheoryData<Type> Assemblies =>
    [
        typeof(global::TazPod.Vault.VaultService), typeof(global::TazPod.Vault.VaultServiceExtensions),
        typeof(global::Cake.TazPod.VaultAliases), typeof(global::Cake.Frosting.TazPod.PullVaultTask), typeof(global::TazPod.MSBuild.VaultTask),
    ];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public Task It_is_what_was_approved(Type member) => ApprovedApi.RequireAsync(member.Assembly);

    /// <summary>The doors do not use each other. The code that they share is below all of them.</summary>
    [Theory]
    [InlineData("TazPod.Vault.S3", "Cake", "Microsoft.Build", "TazPod.Vault.Doors")]
    [InlineData("TazPod.Vault.Doors", "Cake", "Microsoft.Build", "AWSSDK")]
    [InlineData("Cake.TazPod", "Cake.Frosting", "Cake.Cli", "Spectre", "Microsoft.Build", "AWSSDK")]
    [InlineData("Cake.Frosting.TazPod", "Microsoft.Build", "AWSSDK")] // Spectre.Console is how Cake prints, and Cake.Frosting brings it
    [InlineData("TazPod.MSBuild", "Cake", "AWSSDK", "Spectre")]
    public void A_room_uses_only_the_rooms_below_it(string name, params string[] unknown)
    {
        var references = Assembly.Load(name).GetReferencedAssemblies().Select(reference => reference.Name!);

        Assert.DoesNotContain(references, reference => unknown.Any(start => reference == start || reference.StartsWith(start + ".", StringComparison.Ordinal)));
    }
}
