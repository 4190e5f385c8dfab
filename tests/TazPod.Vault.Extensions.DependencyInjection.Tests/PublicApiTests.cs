using TazPod.Packages.Tests.Support;

namespace TazPod.Vault.Extensions.DependencyInjection.Tests;

/// <summary>The public API of the package. Changes here belong into the release notes.</summary>
public sealed class PublicApiTests
{
    [Fact]
    public Task It_is_what_was_approved() => ApprovedApi.RequireAsync(typeof(VaultLogger).Assembly);

    [Fact]
    public void The_assembly_uses_no_door_and_no_cloud()
    {
        var references = typeof(VaultLogger).Assembly.GetReferencedAssemblies().Select(reference => reference.Name!);

        Assert.DoesNotContain(references, reference => reference.StartsWith("AWSSDK", StringComparison.Ordinal) || reference == "TazPod.Vault.Doors");
    }
}
