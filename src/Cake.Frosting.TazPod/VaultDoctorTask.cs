using Cake.Core;
using TazPod.Vault;

namespace Cake.Frosting.TazPod;

/// <summary>Looks at everything that a push and a pull hang on, with a fix for what is wrong. Nothing that it writes stays.</summary>
/// <remarks>
/// <para><b>Settings.</b> storage, bucket, region, endpoint, path style, profile, vault file, secrets directory, passphrase, passphrase
/// file, unsafe store, server-side encryption, encryption key, connect timeout, request timeout, timeout, retries, mask, trust
/// configuration, result file.</para>
/// <para><b>Exit codes.</b> 0 pushes and pulls work; else what the first of them would fail with: 2, 3, 4 or 7.</para>
/// <example><code>./build.sh --target=VaultDoctor</code></example>
/// </remarks>
[TaskName("VaultDoctor")]
[TaskDescription("Shows why a push or pull would fail here, and how to fix it")]
public sealed class VaultDoctorTask(IVaultRunner vault) : AsyncFrostingTask<ICakeContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(ICakeContext context) =>
        vault.RunAsync(context, VaultVerbs.Doctor);
}
