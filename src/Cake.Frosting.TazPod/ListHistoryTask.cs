using Cake.Core;
using TazPod.Vault;

namespace Cake.Frosting.TazPod;

/// <summary>Lists the history copies, newest first. Shows who pushed each, and which one is latest.</summary>
/// <remarks>
/// <para><b>Settings.</b> storage, bucket, region, endpoint, path style, profile, secrets directory, newest copies, server-side encryption,
/// encryption key, connect timeout, request timeout, timeout, retries, mask, trust configuration, result file.</para>
/// <para><b>Exit codes.</b> 0 listed, or none yet; 2 settings; 3 no bucket; 4 credentials; 7 the store.</para>
/// <example><code>./build.sh --target=ListHistory</code></example>
/// </remarks>
[TaskName("ListHistory")]
[TaskDescription("Lists the history copies, newest first")]
public sealed class ListHistoryTask(IVaultRunner vault) : AsyncFrostingTask<ICakeContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(ICakeContext context) =>
        vault.RunAsync(context, VaultVerbs.History);
}
