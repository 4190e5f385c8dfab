using Cake.Core;
using Cake.Frosting;
using TazPod.Build.Processes;

namespace TazPod.Build.Tasks;

/// <summary>Builds the solution with analyzers.</summary>
[TaskName("Build")]
[TaskDescription("Builds the solution, in Release")]
public sealed class BuildTask(BuildOutcome outcome) : RepositoryTask(outcome)
{
    /// <summary>Builds a project or a solution.</summary>
    internal static Task BuildAsync(string project, BuildInterruption interruption) =>
        DotNet.DoAsync("the build failed", interruption, "build", project, "--configuration", "Release", "--verbosity", "quiet", "-nologo", "-clp:NoSummary");

    /// <inheritdoc/>
    private protected override Task RunAsync(ICakeContext context, BuildInterruption interruption) =>
        BuildAsync(Repository.Solution, interruption);
}
