using Cake.Core;
using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;

namespace TazPod.Build.Tasks;

/// <summary>Does nothing: what is left of a run without the work, for Bench to compare with.</summary>
/// <remarks>Not public, so that the host does not find it by itself: it is there when <c>BENCH_EMPTY_TASK</c> is set.</remarks>
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
