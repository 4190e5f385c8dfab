using Cake.Core;
using TazPod.Vault;

namespace Cake.Frosting.TazPod;

/// <summary>Lists the files in a vault with their sizes, never a value. The vault is opened in memory only.</summary>
/// <remarks>
/// <para><b>Settings.</b> storage, bucket, region, endpoint, path style, profile, vault file, secrets directory, passphrase, passphrase
/// file, first tree, glob, server-side encryption, encryption key, connect timeout, request timeout, timeout, retries, mask, trust
/// configuration, result file.</para>
/// <para><b>Exit codes.</b> 0 listed; 2 settings; 3 no such vault or file; 4 credentials; 6 a wrong passphrase or a damaged vault; 7 the store; 8
/// files.</para>
/// <example><code>./build.sh --target=ListSecrets</code></example>
/// </remarks>
[TaskName("ListSecrets")]
[TaskDescription("Lists the files in a vault, without unlocking it")]
public sealed class ListSecretsTask(IVaultRunner vault) : AsyncFrostingTask<ICakeContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(ICakeContext context) =>
        vault.RunAsync(context, VaultVerbs.List);
}
