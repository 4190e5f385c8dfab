using Cake.Core;
using TazPod.Vault;

namespace Cake.Frosting.TazPod;

/// <summary>Lists the differences between two of: the secrets directory, the local vault, latest, a copy. Shows sizes and modes, never a
/// value.</summary>
/// <remarks>
/// <para><b>Settings.</b> storage, bucket, region, endpoint, path style, profile, vault file, secrets directory, passphrase, passphrase
/// file, skip links, first tree, second tree, server-side encryption, encryption key, connect timeout, request timeout, timeout, retries,
/// mask, trust configuration, result file.</para>
/// <para><b>Exit codes.</b> 0 compared, whether or not they differ (see <c>status</c> in the result); 2 settings or no passphrase; 3 one of
/// the two does not exist; 4 credentials; 6 a vault is damaged or does not open; 7 the store; 8 files.</para>
/// <example><code>./build.sh --target=DiffVault --from=latest --to=local</code></example>
/// </remarks>
[TaskName("DiffVault")]
[TaskDescription("Names what differs; --from, --to: secrets, local, latest, 2...")]
public sealed class DiffVaultTask(IVaultRunner vault) : AsyncFrostingTask<ICakeContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(ICakeContext context) =>
        vault.RunAsync(context, VaultVerbs.Diff);
}
