using Cake.Core;
using TazPod.Vault;

namespace Cake.Frosting.TazPod;

/// <summary>Proves that latest and every copy can be restored: that each exists, is complete, opens, can be read to the end and has correct
/// labels. Works in memory, one at a time; writes nothing, unless it repairs wrong labels.</summary>
/// <remarks>
/// <para><b>Settings.</b> storage, bucket, region, endpoint, path style, profile, secrets directory, passphrase, passphrase file, copy by
/// index, copy by time, newest copies, fast, repair labels, server-side encryption, encryption key, connect timeout, request timeout,
/// timeout, retries, mask, trust configuration, result file.</para>
/// <para><b>Exit codes.</b> 0 all can be restored, or were sealed with another passphrase; 2 settings or no passphrase; 3 nothing there; 4
/// credentials; 6 a vault is missing, damaged, or does not open; 7 the store.</para>
/// <example><code>./build.sh --target=VerifyVault --last=10</code></example>
/// </remarks>
[TaskName("VerifyVault")]
[TaskDescription("Proves that latest and the copies can be restored")]
public sealed class VerifyVaultTask(IVaultRunner vault) : AsyncFrostingTask<ICakeContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(ICakeContext context) =>
        vault.RunAsync(context, VaultVerbs.Verify);
}
