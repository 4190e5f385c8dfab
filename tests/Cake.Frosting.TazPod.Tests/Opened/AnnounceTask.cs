using Cake.Common.Diagnostics;
using Cake.Core;

namespace Cake.Frosting.TazPod.Tests.Opened;

[TaskName("Announce")]
internal sealed class AnnounceTask(IVaultRunner vault) : AsyncFrostingTask<ICakeContext>
{
    public override async Task RunAsync(ICakeContext context)
    {
        using var opened = await vault.OpenAsync(context);
        var token = opened.ReadText("token");
        context.Information("a token of {0} characters, and no file", token.Length);
    }
}
