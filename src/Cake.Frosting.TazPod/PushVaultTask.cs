using Cake.Core;
using TazPod.Vault;

namespace Cake.Frosting.TazPod;

/// <summary>Pushes the vault file to latest, creates its history copy, and removes old copies. If nothing has changed, a push is one
/// request.</summary>
/// <remarks>
/// <para><b>Settings.</b> storage, bucket, region, endpoint, path style, profile, vault file, secrets directory, retention, keep last, keep
/// daily, keep weekly, keep monthly, passphrase, passphrase file, force, summary, merge, unsafe store, server-side encryption, encryption
/// key, connect timeout, request timeout, timeout, retries, lineage, mask, trust configuration, result file.</para>
/// <para><b>Exit codes.</b> 0 pushed or unchanged; 2 settings; 3 no vault file or bucket; 4 credentials; 5 another push happened since the
/// last sync; 6 the vault file is damaged; 7 the store, or the history copy or the lineage is still pending; 8 files.</para>
/// <example><code>./build.sh --target=PushVault</code></example>
/// </remarks>
[TaskName("PushVault")]
[TaskDescription("Vault file -> the store, with a history copy")]
public sealed class PushVaultTask(IVaultRunner vault) : AsyncFrostingTask<ICakeContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(ICakeContext context) =>
        vault.RunAsync(context, VaultVerbs.Push);
}
