using Cake.Core;
using TazPod.Vault;

namespace Cake.Frosting.TazPod;

/// <summary>Keeps a copy, or latest, where neither our prune nor another tool's removes it.</summary>
/// <remarks>
/// <para><b>Settings.</b> storage, bucket, region, endpoint, path style, profile, secrets directory, note, copy by index, copy by time,
/// server-side encryption, encryption key, connect timeout, request timeout, timeout, retries, mask, trust configuration, result
/// file.</para>
/// <para><b>Exit codes.</b> 0 pinned or already pinned; 2 settings; 3 no bucket or no such copy; 4 credentials; 7 the store.</para>
/// <example><code>./build.sh --target=PinVault --at=20260520T210000 --note="before the move"</code></example>
/// </remarks>
[TaskName("PinVault")]
[TaskDescription("Keeps a copy where it is never pruned; --note=WHY")]
public sealed class PinVaultTask(IVaultRunner vault) : AsyncFrostingTask<ICakeContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(ICakeContext context) =>
        vault.RunAsync(context, VaultVerbs.Pin);
}
