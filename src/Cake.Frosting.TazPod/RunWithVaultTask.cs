using Cake.Core;
using TazPod.Vault;

namespace Cake.Frosting.TazPod;

/// <summary>Runs a command with variables from a file inside the vault, and with files of the vault in a private directory in memory. The
/// secrets are never written to disk. The values are masked in the command's output, and a signal that stops the step is passed on to the
/// command.</summary>
/// <remarks>
/// <para><b>Settings.</b> storage, bucket, region, endpoint, path style, profile, vault file, secrets directory, passphrase, passphrase
/// file, first tree, command, environment file, allowed variables, files, file variables, allow disk, pristine, mask output, server-side
/// encryption, encryption key, connect timeout, request timeout, timeout, retries, mask, trust configuration, result file.</para>
/// <para><b>Exit codes.</b> that of the command, if it was started; 2 settings, no passphrase, or a file with the wrong format; 3 no vault
/// or no such file in it; 6 it does not open; with <c>--from</c> also 4 and 7; 130 stopped.</para>
/// <example><code>./build.sh --target=RunWithVault --env-file=prod.env --exec="./deploy --region eu"</code></example>
/// </remarks>
[TaskName("RunWithVault")]
[TaskDescription("Runs a command with variables and files from the vault")]
public sealed class RunWithVaultTask(IVaultRunner vault) : AsyncFrostingTask<ICakeContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(ICakeContext context) =>
        vault.RunAsync(context, VaultVerbs.Run);
}
