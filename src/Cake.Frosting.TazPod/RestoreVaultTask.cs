using Cake.Core;
using TazPod.Vault;

namespace Cake.Frosting.TazPod;

/// <summary>Makes a history copy latest again and also writes it to the vault file. Shows first what that changes. The previous latest
/// stays in the history.</summary>
/// <remarks>
/// <para><b>Settings.</b> storage, bucket, region, endpoint, path style, profile, vault file, secrets directory, retention, keep last, keep
/// daily, keep weekly, keep monthly, passphrase, passphrase file, copy by index, copy by time, force, yes, unsafe store, server-side
/// encryption, encryption key, connect timeout, request timeout, timeout, retries, lineage, mask, trust configuration, result file.</para>
/// <para><b>Exit codes.</b> 0 restored, or latest already; 2 settings, no passphrase, or no confirmation; 3 no such copy; 4 credentials; 5
/// local changes were never pushed, or another push happened meanwhile; 6 the copy is damaged or does not open; 7 the store; 8 files; 130
/// the answer was no.</para>
/// <example><code>./build.sh --target=RestoreVault --at=20260520T210000 --yes</code></example>
/// </remarks>
[TaskName("RestoreVault")]
[TaskDescription("--at=TIME or --index=N: a copy becomes latest again; --yes")]
public sealed class RestoreVaultTask(IVaultRunner vault) : AsyncFrostingTask<ICakeContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(ICakeContext context) =>
        vault.RunAsync(context, VaultVerbs.Restore);
}
