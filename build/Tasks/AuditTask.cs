using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using TazPod.Build.Processes;

namespace TazPod.Build.Tasks;

/// <summary>Fails when a package that the solution uses, directly or not, has a known vulnerability.</summary>
/// <remarks>The package feed knows them. Where it does not answer, the target says so and goes on: no build may depend on that.</remarks>
[TaskName("Audit")]
[TaskDescription("Fails on a package with a known vulnerability")]
public sealed class AuditTask(BuildOutcome outcome) : RepositoryTask(outcome)
{
    private const string Found = "has the following vulnerable packages";
    private const string Answered = "has no vulnerable packages";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    private protected override async Task RunAsync(ICakeContext context, BuildInterruption interruption)
    {
        var answer = await DotNet.Command("list", Repository.Solution, "package", "--vulnerable", "--include-transitive").CaptureAsync(Limit, interruption.Token);
        interruption.ThrowIfInterrupted();
        if (answer.Output.Contains(Found, StringComparison.Ordinal))
            throw new CakeException($"packages with known vulnerabilities:\n{answer.Output}");

        if (answer.ExitCode != 0 || !answer.Output.Contains(Answered, StringComparison.Ordinal))
            context.Log.Warning("the package feed does not say which packages are vulnerable; nothing was checked");
        else
            context.Log.Information("no package has a known vulnerability");
    }
}
