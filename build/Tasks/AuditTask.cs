using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using TazPod.Build.Audit;

namespace TazPod.Build.Tasks;

/// <summary>Fails on a package with a known vulnerability. If the feeds have no such data, it warns that nothing was checked.</summary>
[TaskName("Audit")]
[TaskDescription("Fails on a package with a known vulnerability")]
public sealed class AuditTask(BuildOutcome outcome) : RepositoryTask(outcome)
{
    /// <inheritdoc/>
    private protected override async Task RunAsync(ICakeContext context, BuildInterruption interruption)
    {
        var found = await PackageList.FindVulnerableAsync(Repository.Solution, interruption);
        if (found.Count > 0)
            throw new CakeException($"packages with a known vulnerability:\n{string.Join('\n', found)}");

        if (await KnownVulnerability.IsReportedAsync(interruption))
            context.Log.Information("no package has a known vulnerability");
        else
            context.Log.Warning("the package feeds have no data on vulnerabilities: nothing was checked");
    }
}
