using Cake.Core;
using TazPod.Vault.Results;

namespace Cake.Frosting.TazPod.Tests.Support;

/// <summary>A verb that throws the given exception.</summary>
[TaskName("Crash")]
internal sealed class CrashTask(IVaultRunner vault, Exception exception) : AsyncFrostingTask<ICakeContext>
{
    public override Task RunAsync(ICakeContext context) =>
        vault.RunAsync<PushResult>(context, "Crash", (_, _) => throw exception);
}
