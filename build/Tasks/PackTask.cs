using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using TazPod.Build.Processes;

namespace TazPod.Build.Tasks;

/// <summary>Builds the packages, with their symbols, in <c>artifacts/packages</c>.</summary>
[TaskName("Pack")]
[TaskDescription("Builds the packages in artifacts/packages")]
public sealed class PackTask(BuildOutcome outcome) : RepositoryTask(outcome)
{
    /// <inheritdoc/>
    private protected override async Task RunAsync(ICakeContext context, BuildInterruption interruption)
    {
        var packages = Repository.Combine("artifacts", "packages");
        if (Directory.Exists(packages))
            Directory.Delete(packages, recursive: true);

        await DotNet.DoAsync(
            "the packages could not be built",
            interruption,
            "msbuild",
            Repository.Combine("build", "Packages.proj"),
            "-t:Restore;Pack",
            $"-p:PackageOutputPath={packages}",
            "-nologo",
            "-verbosity:quiet");

        foreach (var package in Directory.EnumerateFiles(packages, "*.nupkg").Order(StringComparer.Ordinal))
            context.Log.Information("{0}", package);
    }
}
