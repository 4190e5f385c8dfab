using Cake.Core;
using TazPod.Vault;

namespace Cake.Frosting.TazPod;

/// <summary>Compares the vault file with latest: which one is ahead, and what to do.</summary>
/// <remarks>
/// <para><b>Settings.</b> storage, bucket, region, endpoint, path style, profile, vault file, secrets directory, server-side encryption,
/// encryption key, connect timeout, request timeout, timeout, retries, mask, trust configuration, result file.</para>
/// <para><b>Exit codes.</b> 0 compared; 2 settings; 4 credentials; 7 the store; 8 files.</para>
/// <example><code>./build.sh --target=VaultStatus</code></example>
/// </remarks>
[TaskName("VaultStatus")]
[TaskDescription("Shows secrets, local and remote vault, and which is ahead")]
public sealed class VaultStatusTask(IVaultRunner vault) : AsyncFrostingTask<ICakeContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(ICakeContext context) =>
        vault.RunAsync(context, VaultVerbs.Status);
}
