using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using TazPod.Build.Generation;

namespace TazPod.Build.Tasks;

/// <summary>Writes the files that are generated from the verb table and the settings table: the MSBuild targets, the reference page, the
/// tables of the README files, and the settings in the documentation of each task. Also draws the picture of the demo.</summary>
[TaskName("Generate")]
[TaskDescription("Writes the generated files; --verify only checks them")]
public sealed class GenerateTask(BuildOutcome outcome) : RepositoryTask(outcome)
{
    private const string Verify = "verify";

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Arguments => [Verify];

    /// <inheritdoc/>
    private protected override async Task RunAsync(ICakeContext context, BuildInterruption interruption)
    {
        var stale = await Generator.StaleAsync(Repository.Root);
        if (stale.Count > 0 && context.Arguments.HasArgument(Verify))
            throw new CakeException($"not up to date: {string.Join(", ", stale.Select(file => file.Path))}; the target Generate writes them");

        foreach (var file in stale)
        {
            File.WriteAllText(Path.Combine(Repository.Root, file.Path), file.Text);
            context.Log.Information("wrote {0}", file.Path);
        }

        context.Log.Information("{0}", stale.Count == 0 ? "everything is up to date" : $"{stale.Count} files written");
    }
}
