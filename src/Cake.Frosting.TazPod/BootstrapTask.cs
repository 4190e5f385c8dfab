using Cake.Core;
using TazPod.Vault;

namespace Cake.Frosting.TazPod;

/// <summary>Pulls and unlocks in one step, before a container or a job needs the secrets.</summary>
/// <remarks>
/// <para><b>Settings.</b> storage, bucket, region, endpoint, path style, profile, vault file, secrets directory, passphrase, passphrase
/// file, copy by index, copy by time, force, skip links, server-side encryption, encryption key, connect timeout, request timeout, timeout,
/// retries, mask, trust configuration, result file.</para>
/// <para><b>Exit codes.</b> those of PullVault and UnlockVault.</para>
/// <example><code>./build.sh --target=Bootstrap --secrets=/run/secrets/vault --passphrase-file=/run/pass</code></example>
/// </remarks>
[TaskName("Bootstrap")]
[TaskDescription("PullVault, then UnlockVault: the step before a container starts")]
public sealed class BootstrapTask(IVaultRunner vault) : AsyncFrostingTask<ICakeContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(ICakeContext context) =>
        vault.RunAsync(context, VaultVerbs.Bootstrap);
}
