using Cake.Core;
using Cake.Core.Annotations;
using TazPod.Vault;
using TazPod.Vault.Results;

namespace Cake.TazPod;

/// <summary>Aliases around the vault in a build script: checks, logins, and commands that run with its secrets.</summary>
/// <remarks>Settings, results and failures are the same as in <see cref="VaultAliases"/>.</remarks>
[CakeAliasCategory("TazPod")]
[CakeNamespaceImport("Cake.TazPod")]
[CakeNamespaceImport("TazPod.Vault.Results")]
public static class OperationAliases
{
    /// <summary>Checks one by one everything that a push and a pull depend on. What it writes for a check, it removes again.</summary>
    /// <param name="context">The script.</param>
    /// <param name="settings">Settings from the script; null for none.</param>
    /// <returns>All checks, with a fix where one is needed.</returns>
    /// <exception cref="CakeException">A push or a pull would fail. The message is one line; the exception has the exit code.</exception>
    /// <example><code>
    /// Task("Vault-Doctor").Does(() =>
    /// {
    ///     VaultDoctor();
    /// });
    /// </code></example>
    [CakeMethodAlias]
    [CakeNamespaceImport("Cake.TazPod")]
    [CakeNamespaceImport("TazPod.Vault.Results")]
    public static DoctorResult VaultDoctor(this ICakeContext context, TazPodSettings? settings = null) =>
        VaultAliases.Run(context, settings, VaultVerbs.Doctor);

    /// <summary>Logs you in to an SSO profile, with a link and a code. A valid session is left alone. Fails in CI.</summary>
    /// <param name="context">The script.</param>
    /// <param name="settings">Settings from the script; null for none.</param>
    /// <returns>The profile, and when the session expires.</returns>
    /// <exception cref="CakeException">The verb failed. The message is one line; the exception has the exit code.</exception>
    /// <example><code>
    /// Task("Vault-Login").Does(() =>
    /// {
    ///     VaultLogin(new TazPodSettings { Profile = "work" });
    /// });
    /// </code></example>
    [CakeMethodAlias]
    [CakeNamespaceImport("Cake.TazPod")]
    [CakeNamespaceImport("TazPod.Vault.Results")]
    public static LoginResult VaultLogin(this ICakeContext context, TazPodSettings? settings = null) =>
        VaultAliases.Run(context, settings, VaultVerbs.Login);

    /// <summary>Runs a command with variables from a file inside the vault, and with files of the vault in a private directory in memory. The
    /// secrets are never written to disk, and are masked in the command's output.</summary>
    /// <param name="context">The script.</param>
    /// <param name="settings">Settings from the script; null for none.</param>
    /// <returns>How the command ended, and the names of the variables.</returns>
    /// <exception cref="CakeException">The command failed or could not be started. The message is one line; the exception has the exit
    /// code.</exception>
    /// <example><code>
    /// Task("Deploy").Does(() =>
    /// {
    ///     VaultRun(new TazPodSettings { Command = "./deploy --region eu", EnvironmentFile = "prod.env" });
    /// });
    /// </code></example>
    [CakeMethodAlias]
    [CakeNamespaceImport("Cake.TazPod")]
    [CakeNamespaceImport("TazPod.Vault.Results")]
    public static RunResult VaultRun(this ICakeContext context, TazPodSettings? settings = null) =>
        VaultAliases.Run(context, settings, VaultVerbs.Run);
}
