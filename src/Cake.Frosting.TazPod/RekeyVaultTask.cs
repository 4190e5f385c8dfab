using Cake.Core;
using TazPod.Vault;

namespace Cake.Frosting.TazPod;

/// <summary>Seals the same secrets under a new passphrase, in the vault file and in latest; with <c>--history</c> also in every copy. If it
/// is interrupted, everything opens with the old or the new passphrase, and the same step run again finishes.</summary>
/// <remarks>
/// <para><b>Settings.</b> storage, bucket, region, endpoint, path style, profile, vault file, secrets directory, retention, keep last, keep
/// daily, keep weekly, keep monthly, passphrase, passphrase file, new passphrase file, allow odd passphrase, force, with history, unsafe
/// store, server-side encryption, encryption key, connect timeout, request timeout, timeout, retries, lineage, mask, trust configuration,
/// result file.</para>
/// <para><b>Exit codes.</b> 0 sealed again or already done; 2 settings, or a passphrase that is missing or odd; 3 no vault file or bucket;
/// 4 credentials; 5 latest has a change that is not in the vault file; 6 neither passphrase opens the vault; 7 the store; 8 files.</para>
/// <example><code>./build.sh --target=RekeyVault --new-passphrase-file=new.pass --history</code></example>
/// </remarks>
[TaskName("RekeyVault")]
[TaskDescription("Changes the passphrase of vault and latest; --history: copies")]
public sealed class RekeyVaultTask(IVaultRunner vault) : AsyncFrostingTask<ICakeContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(ICakeContext context) =>
        vault.RunAsync(context, VaultVerbs.Rekey);
}
