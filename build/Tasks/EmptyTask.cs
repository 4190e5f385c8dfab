using Cake.Core;
using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;

namespace TazPod.Build.Tasks;

/// <summary>Does nothing. Bench compares a run of this task with a run that does work.</summary>
/// <remarks>Not public, so that the host does not discover it. It is added if <c>BENCH_EMPTY_TASK</c> is set.</remarks>
[TaskName("Empty")]
internal sealed class EmptyTask : FrostingTask<ICakeContext>
{
    public static void AddIfWanted(IServiceCollection services)
    {
        if (Environment.GetEnvironmentVariable("BENCH_EMPTY_TASK") is { Length: > 0 })
            services.AddSingleton<IFrostingTask, EmptyTask>();
    }

    /// <inheritdoc/>
    public override void Run(ICakeContext context)
    {
    }
}
