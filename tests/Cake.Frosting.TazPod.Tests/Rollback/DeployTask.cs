using Cake.Core;
using TazPod.Vault;
using TazPod.Vault.Options;
using TazPod.Vault.Settings;

namespace Cake.Frosting.TazPod.Tests.Rollback;

[TaskName("Deploy")]
internal sealed class DeployTask(IVaultRunner vault, IDeployment deployment) : AsyncFrostingTask<ICakeContext>
{
    public override async Task RunAsync(ICakeContext context)
    {
        // Sync: after a failure, the build goes back to this version.
        var before = await vault.RunAsync(context, VaultVerbs.Pull);
        try
        {
            await vault.RunAsync(context, VaultVerbs.Unlock);
            deployment.RotateSecrets();
            await vault.RunAsync(context, VaultVerbs.Save);
            await vault.RunAsync(context, VaultVerbs.Push);
            deployment.Deploy();
        }
        catch (Exception) when (before.Stamp is not null)
        {
            // Revert, and still let the build fail.
            var restore = new RestoreOptions { Copy = CopySelector.TryParseTime(before.Stamp)!, Yes = true };
            await vault.RunAsync(context, "RestoreVault", (service, cancel) => service.RestoreAsync(restore, cancel));
            await vault.RunAsync(context, VaultVerbs.Unlock);
            throw;
        }
    }
}
