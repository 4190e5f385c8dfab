using Cake.Core;
using TazPod.Vault;

namespace Cake.Frosting.TazPod;

/// <summary>Opens the vault file and replaces the secrets directory with its content.</summary>
/// <remarks>
/// <para><b>Settings.</b> vault file, secrets directory, passphrase, passphrase file, force, skip links, timeout, mask, trust
/// configuration, result file.</para>
/// <para><b>Exit codes.</b> 0 unlocked or unchanged; 2 settings or no passphrase; 3 no vault file; 5 the directory has edits that are in no
/// vault; 6 wrong passphrase, damaged or hostile vault; 8 files.</para>
/// <example><code>./build.sh --target=UnlockVault --secrets=/run/secrets/vault</code></example>
/// </remarks>
[TaskName("UnlockVault")]
[TaskDescription("Vault file -> secrets directory")]
public sealed class UnlockVaultTask(IVaultRunner vault) : AsyncFrostingTask<ICakeContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(ICakeContext context) =>
        vault.RunAsync(context, VaultVerbs.Unlock);
}
