using Cake.Core;
using Cake.Frosting;

namespace SampleHost;

public sealed class Fail : FrostingTask
{
    public override void Run(ICakeContext context) => throw new CakeException(7, "Everything is broken");
}
