using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using TazPod.Build.Processes;
using TazPod.Build.Publishing;

namespace TazPod.Build.Tasks;

/// <summary>Builds the packages, with their symbols, in <c>artifacts/packages</c>.</summary>
/// <remarks>With <c>--native</c>, the package of <c>tazvault</c> names those of the systems for which the target <c>Publish</c> has compiled it,
/// from <c>artifacts/publish</c>, and these are copied. Without it, <c>tazvault</c> runs on .NET everywhere.</remarks>
[TaskName("Pack")]
[TaskDescription("Builds the packages; --native includes what Publish made")]
public sealed class PackTask(BuildOutcome outcome) : RepositoryTask(outcome)
{
    private const string Native = "native";

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Arguments => [Native];

    /// <inheritdoc/>
    private protected override async Task RunAsync(ICakeContext context, BuildInterruption interruption)
    {
        var packages = Repository.Combine("artifacts", "packages");
        if (Directory.Exists(packages))
            Directory.Delete(packages, recursive: true);

        var native = context.Arguments.HasArgument(Native) ? NativePackage.FindAll(Repository.Combine("artifacts", "publish"), Repository.Version) : [];
        await DotNet.DoAsync(
            "the packages could not be built",
            interruption,
            "msbuild",
            Repository.Combine("build", "Packages.proj"),
            "-t:Restore;Pack",
            $"-p:PackageOutputPath={packages}",
            $"-p:NativeSystems={string.Join("%3B", native.Select(package => package.System))}",
            "-nologo",
            "-verbosity:quiet");
        foreach (var package in native)
            File.Copy(package.Path, Path.Combine(packages, Path.GetFileName(package.Path)));

        foreach (var package in Directory.EnumerateFiles(packages, "*.nupkg").Order(StringComparer.Ordinal))
            context.Log.Information("{0}", package);
    }
}
