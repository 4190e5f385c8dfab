using Cake.Core;
using TazPod.Vault;

namespace Cake.Frosting.TazPod;

/// <summary>Reports what a restore from a lineage would find: empty, coherent or incoherent, and why. Each has its own exit code.</summary>
/// <remarks>
/// <para><b>Settings.</b> storage, bucket, region, endpoint, path style, profile, vault file, secrets directory, passphrase, passphrase
/// file, server-side encryption, encryption key, connect timeout, request timeout, timeout, retries, lineage, lineage prefix, anchors,
/// mask, trust configuration, result file.</para>
/// <para><b>Exit codes.</b> 0 coherent; 2 settings; 3 empty; 4 credentials; 6 incoherent, or the vault does not
/// fit; 7 the store.</para>
/// <example><code>./build.sh --target=LineageStatus --lineage=prod</code></example>
/// </remarks>
[TaskName("LineageStatus")]
[TaskDescription("Shows what a restore from a lineage would find, and why")]
public sealed class LineageStatusTask(IVaultRunner vault) : AsyncFrostingTask<ICakeContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(ICakeContext context) =>
        vault.RunAsync(context, VaultVerbs.LineageStatus);
}
