using Cake.Core;
using TazPod.Vault;

namespace Cake.Frosting.TazPod;

/// <summary>Checks everything that a push and a pull depend on, and shows a fix for each problem. What it writes for a check, it removes
/// again.</summary>
/// <remarks>
/// <para><b>Settings.</b> storage, bucket, region, endpoint, path style, profile, vault file, secrets directory, passphrase, passphrase
/// file, unsafe store, server-side encryption, encryption key, connect timeout, request timeout, timeout, retries, mask, trust
/// configuration, result file.</para>
/// <para><b>Exit codes.</b> 0 pushes and pulls work; else the exit code that the first of them would fail with: 2, 3, 4 or 7.</para>
/// <example><code>./build.sh --target=VaultDoctor</code></example>
/// </remarks>
[TaskName("VaultDoctor")]
[TaskDescription("What a push or pull would fail with here, and the fix for it")]
public sealed class VaultDoctorTask(IVaultRunner vault) : AsyncFrostingTask<ICakeContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(ICakeContext context) =>
        vault.RunAsync(context, VaultVerbs.Doctor);
}
