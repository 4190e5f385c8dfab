using Cake.Core;
using TazPod.Vault;

namespace Cake.Frosting.TazPod;

/// <summary>Makes a pinned copy an ordinary one again: the history gets it back if it had lost it, and the next retention may take it.</summary>
/// <remarks>
/// <para><b>Settings.</b> storage, bucket, region, endpoint, path style, profile, copy by index, copy by time, server-side encryption,
/// encryption key, connect timeout, request timeout, timeout, retries, mask, trust configuration, result file.</para>
/// <para><b>Exit codes.</b> 0 unpinned; 2 settings, or nothing says which copy; 3 no bucket or no such pin; 4 credentials; 7 the store.</para>
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
