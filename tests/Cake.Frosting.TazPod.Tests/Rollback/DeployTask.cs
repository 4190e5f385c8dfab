using Cake.Core;
using TazPod.Vault.Settings;

namespace Cake.Frosting.TazPod.Tests.Rollback;

[TaskName("Deploy")]
internal sealed class DeployTask(IVaultRunner vault, IDeployment deployment) : AsyncFrostingTask<ICakeContext>
{
    public override async Task RunAsync(ICakeContext context)
    {
        // Sync: after a failure, the build goes back to this version.
        var before = await vault.RunAsync(context, "PullVault", (service, cancel) => service.PullAsync(cancel));
        try
        {
            await vault.RunAsync(context, "UnlockVault", (service, cancel) => service.UnlockAsync(cancel));
            deployment.RotateSecrets();
            await vault.RunAsync(context, "SaveVault", (service, cancel) => service.SaveAsync(cancel));
            await vault.RunAsync(context, "PushVault", (service, cancel) => service.PushAsync(cancel));
            deployment.Deploy();
        }
        catch (Exception) when (before.Stamp is not null)
        {
            // Revert, and still let the build fail.
            var copy = CopySelector.TryParseTime(before.Stamp)!;
            await vault.RunAsync(context, "RestoreVault", (service, cancel) => service.RestoreAsync(copy, cancel));
            await vault.RunAsync(context, "UnlockVault", (service, cancel) => service.UnlockAsync(cancel));
            throw;
        }
    }
}
