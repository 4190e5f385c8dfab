using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;

namespace SampleHost;

[IsDependentOn(typeof(Greet))]
public sealed class Farewell : AsyncFrostingTask
{
    public override async Task RunAsync(ICakeContext context)
    {
        await Task.Yield();
        context.Log.Information("Goodbye");
    }
}
