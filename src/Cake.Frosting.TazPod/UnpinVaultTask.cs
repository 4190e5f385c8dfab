using Cake.Core;
using TazPod.Vault;

namespace Cake.Frosting.TazPod;

/// <summary>Turns a pinned copy into an ordinary one again. If the history no longer has it, it is put back, and the next retention can
/// remove it.</summary>
/// <remarks>
/// <para><b>Settings.</b> storage, bucket, region, endpoint, path style, profile, secrets directory, copy by index, copy by time,
/// server-side encryption, encryption key, connect timeout, request timeout, timeout, retries, mask, trust configuration, result
/// file.</para>
/// <para><b>Exit codes.</b> 0 unpinned; 2 settings, or no copy is selected; 3 no bucket or no such pin; 4 credentials; 7 the store.</para>
/// <example><code>./build.sh --target=UnpinVault --at=20260520T210000</code></example>
/// </remarks>
[TaskName("UnpinVault")]
[TaskDescription("Makes a pinned copy an ordinary one again")]
public sealed class UnpinVaultTask(IVaultRunner vault) : AsyncFrostingTask<ICakeContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(ICakeContext context) =>
        vault.RunAsync(context, VaultVerbs.Unpin);
}
