using System.Diagnostics;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using TazPod.Build.Testing;

namespace TazPod.Build.Tasks;

/// <summary>Makes the packages, with their symbols, in <c>artifacts/packages</c>.</summary>
[TaskName("Pack")]
[TaskDescription("The packages, into artifacts/packages")]
public sealed class PackTask(BuildOutcome outcome) : AsyncFrostingTask<ICakeContext>
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(20);

    /// <inheritdoc/>
    public override async Task RunAsync(ICakeContext context)
    {
        var packages = Repository.Combine("artifacts", "packages");
        if (Directory.Exists(packages))
            Directory.Delete(packages, recursive: true);

        using var interruption = new BuildInterruption(outcome);
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = Repository.Root };
        string[] arguments =
        [
            "msbuild", Repository.Combine("build", "Packages.proj"), "-t:Restore;Pack",
            $"-p:PackageOutputPath={packages}", "-nologo", "-verbosity:quiet", "-nodeReuse:false",
        ];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        var exitCode = await ChildProcess.RunAsync(start, Limit, interruption.Token);
        interruption.ThrowIfInterrupted();
        if (exitCode != 0)
            throw new CakeException($"the packages could not be made (dotnet msbuild: exit code {exitCode}): see its output above");

        foreach (var package in Directory.EnumerateFiles(packages, "*.nupkg").Order(StringComparer.Ordinal))
            context.Log.Information("{0}", package);
    }
}
