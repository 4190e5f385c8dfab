using Cake.Core;
using TazPod.Vault;

namespace Cake.Frosting.TazPod;

/// <summary>Logs you in to an SSO profile: prints a link and a code, opens the link on a desktop, and waits.</summary>
/// <remarks>
/// <para>The session is stored where the AWS CLI and the SDKs look for it. A valid session is left alone, unless force is set. Without a
/// terminal, as in CI, the task fails.</para>
/// <para><b>Settings.</b> profile, force, timeout, mask, trust configuration, result file.</para>
/// <para><b>Exit codes.</b> 0 logged in; 4 no one logged in, or the profile does not use SSO; 7 out of time; 8 files.</para>
/// <example><code>./build.sh --target=Login --profile=work</code></example>
/// </remarks>
[TaskName("Login")]
[TaskDescription("Logs you in at an SSO profile, by a link and a code")]
public sealed class LoginTask(IVaultRunner vault) : AsyncFrostingTask<ICakeContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(ICakeContext context) =>
        vault.RunAsync(context, VaultVerbs.Login);
}
