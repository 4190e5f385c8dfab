using Cake.Core;
using TazPod.Vault;

namespace Cake.Frosting.TazPod;

/// <summary>Removes the secrets directory if the vault file holds everything in it.</summary>
/// <remarks>
/// <para><b>Settings.</b> vault file, secrets directory, passphrase, passphrase file, force, timeout, mask, trust configuration, result
/// file.</para>
/// <para><b>Exit codes.</b> 0 locked or not there; 2 settings or no passphrase; 5 the directory has edits, or was never unlocked or saved
/// here; 6 wrong passphrase; 8 files.</para>
/// <example><code>./build.sh --target=LockVault</code></example>
/// </remarks>
[TaskName("LockVault")]
[TaskDescription("Removes the secrets directory that the vault can bring back")]
public sealed class LockVaultTask(IVaultRunner vault) : AsyncFrostingTask<ICakeContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(ICakeContext context) =>
        vault.RunAsync(context, VaultVerbs.Lock);
}
