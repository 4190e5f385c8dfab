using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Cake.TazPod;
using TazPod.Build.Generation;

namespace TazPod.Build.Tasks;

/// <summary>Writes what is generated from the verb table and the settings table: the MSBuild targets, the tables of the README files, the
/// settings in the documentation of each task.</summary>
[TaskName("Generate")]
[TaskDescription("Writes what comes from the verb and settings tables")]
public sealed class GenerateTask(IVaultRunner vault) : FrostingTask<ICakeContext>
{
    /// <inheritdoc/>
    public override void Run(ICakeContext context)
    {
        vault.RequireKnownArguments(context);
        var stale = Generator.Stale(Repository.Root).ToHashSet(StringComparer.Ordinal);
        foreach (var file in Generator.Files(Repository.Root).Where(file => stale.Contains(file.Path)))
        {
            File.WriteAllText(Path.Combine(Repository.Root, file.Path), file.Text);
            context.Log.Information("wrote {0}", file.Path);
        }

        context.Log.Information("{0} of the generated files changed", stale.Count);
    }
}
