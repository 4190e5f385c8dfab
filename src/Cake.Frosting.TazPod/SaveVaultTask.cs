using Cake.Core;
using TazPod.Vault;

namespace Cake.Frosting.TazPod;

/// <summary>Seals the secrets directory into the vault file. If the vault already holds the same tree, it is not changed.</summary>
/// <remarks>
/// <para><b>Settings.</b> vault file, secrets directory, passphrase, passphrase file, new passphrase file, allow odd passphrase, force,
/// skip links, allow empty, timeout, mask, trust configuration, result file.</para>
/// <para><b>Exit codes.</b> 0 saved or unchanged; 2 settings, no passphrase or an odd one, an empty tree or an entry that cannot be kept; 3
/// no secrets directory; 5 the tree is older than the vault, or another process is working here; 6 the passphrase does not open the current
/// vault; 8 files.</para>
/// <example><code>./build.sh --target=SaveVault --secrets=~/secrets</code></example>
/// </remarks>
[TaskName("SaveVault")]
[TaskDescription("Secrets directory -> vault file")]
public sealed class SaveVaultTask(IVaultRunner vault) : AsyncFrostingTask<ICakeContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(ICakeContext context) =>
        vault.RunAsync(context, VaultVerbs.Save);
}
