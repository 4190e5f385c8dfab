using TazPod.Testing.Processes;

namespace TazPod.Build.Tests;

public sealed class MachineCodeTests
{
    // Where it is not found, build.sh builds a host that starts half as fast, and says nothing.
    [Theory]
    [InlineData("")]
    [InlineData("/")]
    public async Task The_compiler_is_found_whether_or_not_the_directory_of_packages_ends_with_a_slash(string end)
    {
        var packages = Path.GetFullPath("/packages");
        var command = new TestCommand(
            "dotnet", "msbuild", Repository.Combine("build", "Build.csproj"), "-nologo", $"-p:NuGetPackageRoot={packages}{end}", "-getProperty:Crossgen");

        var found = (await command.DoAsync(TestContext.Current.CancellationToken)).Trim();

        Assert.StartsWith(Path.Combine(packages, "microsoft.netcore.app.crossgen2."), found, StringComparison.Ordinal);
    }
}
