using Cake.Core;
using TazPod.Vault;

namespace Cake.Frosting.TazPod;

/// <summary>Keeps the newest history copies, or those selected by the keep rules, and removes the others. The newest copy, the copy of
/// latest and pinned copies are never removed.</summary>
/// <remarks>
/// <para><b>Settings.</b> storage, bucket, region, endpoint, path style, profile, secrets directory, retention, keep last, keep daily, keep
/// weekly, keep monthly, plan, server-side encryption, encryption key, connect timeout, request timeout, timeout, retries, mask, trust
/// configuration, result file.</para>
/// <para><b>Exit codes.</b> 0 pruned, planned or nothing to prune; 2 settings; 3 no bucket; 4 credentials; 7 the store, or some
/// copies could not be deleted.</para>
/// <example><code>./build.sh --target=PruneHistory --retention=20 --plan</code></example>
/// </remarks>
[TaskName("PruneHistory")]
[TaskDescription("Removes old history copies; --plan only shows which")]
public sealed class PruneHistoryTask(IVaultRunner vault) : AsyncFrostingTask<ICakeContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(ICakeContext context) =>
        vault.RunAsync(context, VaultVerbs.Prune);
}
