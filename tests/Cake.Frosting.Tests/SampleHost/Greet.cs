using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;

namespace SampleHost;

[TaskDescription("Says hello.")]
public sealed class Greet : FrostingTask
{
    public override void Run(ICakeContext context)
    {
        context.Log.Information("Hello from {0}", context.Environment.WorkingDirectory);
        context.Log.Verbose("verbose hello");
    }
}
