using Cake.Core;
using TazPod.Vault;

namespace Cake.Frosting.TazPod;

/// <summary>Pulls latest, or a history copy, into the vault file. The file is only replaced after the download was verified and, if there
/// is a passphrase, opened.</summary>
/// <remarks>
/// <para><b>Settings.</b> storage, bucket, region, endpoint, path style, profile, vault file, secrets directory, passphrase, passphrase
/// file, copy by index, copy by time, force, server-side encryption, encryption key, connect timeout, request timeout, timeout, retries,
/// mask, trust configuration, result file.</para>
/// <para><b>Exit codes.</b> 0 pulled or unchanged; 2 settings; 3 nothing to pull; 4 credentials; 5 local changes were never pushed; 6 the
/// vault is damaged or does not open; 7 the store; 8 files.</para>
/// <example><code>./build.sh --target=PullVault --index=2</code></example>
/// </remarks>
[TaskName("PullVault")]
[TaskDescription("The store -> vault file; --index=N or --at=TIME: a history copy")]
public sealed class PullVaultTask(IVaultRunner vault) : AsyncFrostingTask<ICakeContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(ICakeContext context) =>
        vault.RunAsync(context, VaultVerbs.Pull);
}
