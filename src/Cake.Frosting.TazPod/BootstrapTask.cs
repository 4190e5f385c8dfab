using Cake.Core;

namespace Cake.Frosting.TazPod;

/// <summary>Pulls, then unlocks, as one step: what runs before a container or a job needs the secrets.</summary>
/// <remarks>
/// <para><b>Settings.</b> those of PullVault and UnlockVault.</para>
/// <para><b>Exit codes.</b> those of PullVault and UnlockVault.</para>
/// <example><code>./build.sh --target=Bootstrap --secrets=/run/secrets/vault --passphrase-file=/run/pass</code></example>
/// </remarks>
[TaskName("Bootstrap")]
[TaskDescription("PullVault, then UnlockVault: the step before a container starts")]
public sealed class BootstrapTask(IVaultRunner vault) : AsyncFrostingTask<ICakeContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(ICakeContext context) =>
        vault.RunAsync(context, "Bootstrap", (service, cancel) => service.BootstrapAsync(cancel));
}
