using Cake.Core;
using TazPod.Vault;

namespace Cake.Frosting.TazPod;

/// <summary>Merges latest into what was changed here: into the secrets directory if it was edited, or else into the vault file.</summary>
/// <remarks>
/// <para><b>Settings.</b> storage, bucket, region, endpoint, path style, profile, vault file, secrets directory, passphrase, passphrase
/// file, new passphrase file, plan, ours, theirs, abort, server-side encryption, encryption key, connect timeout, request timeout, timeout,
/// retries, mask, trust configuration, result file.</para>
/// <para><b>Exit codes.</b> 0 merged, or nothing to merge; 2 settings, or no passphrase; 3 no latest; 4 credentials; 5 both sides changed
/// the same secrets; 6 a vault is damaged or does not open; 7 the store; 8 files.</para>
/// <example><code>./build.sh --target=MergeVault --plan</code></example>
/// </remarks>
[TaskName("MergeVault")]
[TaskDescription("Latest into what is here; --plan, --ours, --theirs, --abort")]
public sealed class MergeVaultTask(IVaultRunner vault) : AsyncFrostingTask<ICakeContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(ICakeContext context) =>
        vault.RunAsync(context, VaultVerbs.Merge);
}
