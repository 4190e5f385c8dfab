using Cake.Core;
using Cake.Frosting;
using TazPod.Build.Processes;

namespace TazPod.Build.Tasks;

/// <summary>Formats the sources according to <c>.editorconfig</c>, or checks their format.</summary>
[TaskName("Format")]
[TaskDescription("Formats the sources; --verify only checks them")]
public sealed class FormatTask(BuildOutcome outcome) : RepositoryTask(outcome)
{
    private const string Verify = "verify";

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Arguments => [Verify];

    /// <inheritdoc/>
    private protected override Task RunAsync(ICakeContext context, BuildInterruption interruption) => context.Arguments.HasArgument(Verify)
        ? DotNet.DoAsync("the sources are not formatted; the target Format does it", interruption, "format", Repository.Solution, "--verify-no-changes")
        : DotNet.DoAsync("the sources could not be formatted", interruption, "format", Repository.Solution);
}
