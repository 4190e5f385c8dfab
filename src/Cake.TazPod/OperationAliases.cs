using Cake.Core;
using Cake.Core.Annotations;
using TazPod.Vault;
using TazPod.Vault.Results;

namespace Cake.TazPod;

/// <summary>What surrounds the vault in a build script: is all well, who logs in, what runs with its secrets.</summary>
/// <remarks>Settings, results and failures are as with <see cref="VaultAliases"/>.</remarks>
[CakeAliasCategory("TazPod")]
[CakeNamespaceImport("Cake.TazPod")]
[CakeNamespaceImport("TazPod.Vault.Results")]
public static class OperationAliases
{
    /// <summary>Looks at everything that a push and a pull hang on, one by one; nothing that it writes stays.</summary>
    /// <param name="context">The script.</param>
    /// <param name="settings">What the script says itself; null says nothing.</param>
    /// <returns>Everything it looked at, with a fix where one is needed.</returns>
    /// <exception cref="CakeException">A push or a pull would fail: one line, and its exit code.</exception>
    /// <example><code>
    /// Task("Vault-Doctor").Does(() =>
    /// {
    ///     VaultDoctor();
    /// });
    /// </code></example>
    [CakeMethodAlias]
    public static DoctorResult VaultDoctor(this ICakeContext context, TazPodSettings? settings = null) =>
        VaultAliases.Wait(() => VaultDoctorAsync(context, settings));

    /// <summary>Looks at everything that a push and a pull hang on, one by one; nothing that it writes stays.</summary>
    /// <param name="context">The script.</param>
    /// <param name="settings">What the script says itself; null says nothing.</param>
    /// <returns>Everything it looked at, with a fix where one is needed.</returns>
    /// <exception cref="CakeException">A push or a pull would fail: one line, and its exit code.</exception>
    /// <example><code>
    /// Task("Vault-Doctor").Does(async () =>
    /// {
    ///     await VaultDoctorAsync();
    /// });
    /// </code></example>
    [CakeMethodAlias]
    public static Task<DoctorResult> VaultDoctorAsync(this ICakeContext context, TazPodSettings? settings = null) =>
        VaultAliases.RunAsync(context, settings, VaultVerbs.Doctor);

    /// <summary>Logs a person in at an SSO profile, by a link and a code. A session that is still good is left alone; in CI it refuses.</summary>
    /// <param name="context">The script.</param>
    /// <param name="settings">What the script says itself; null says nothing.</param>
    /// <returns>At what, and until when.</returns>
    /// <exception cref="CakeException">It failed: one line, and its exit code.</exception>
    /// <example><code>
    /// Task("Vault-Login").Does(() =>
    /// {
    ///     VaultLogin(new TazPodSettings { Profile = "work" });
    /// });
    /// </code></example>
    [CakeMethodAlias]
    public static LoginResult VaultLogin(this ICakeContext context, TazPodSettings? settings = null) =>
        VaultAliases.Wait(() => VaultLoginAsync(context, settings));

    /// <summary>Logs a person in at an SSO profile, by a link and a code. A session that is still good is left alone; in CI it refuses.</summary>
    /// <param name="context">The script.</param>
    /// <param name="settings">What the script says itself; null says nothing.</param>
    /// <returns>At what, and until when.</returns>
    /// <exception cref="CakeException">It failed: one line, and its exit code.</exception>
    /// <example><code>
    /// Task("Vault-Login").Does(async () =>
    /// {
    ///     await VaultLoginAsync(new TazPodSettings { Profile = "work" });
    /// });
    /// </code></example>
    [CakeMethodAlias]
    public static Task<LoginResult> VaultLoginAsync(this ICakeContext context, TazPodSettings? settings = null) =>
        VaultAliases.RunAsync(context, settings, VaultVerbs.Login);

    /// <summary>Runs a command with variables from a file inside the vault; the secrets touch no disk, and are masked in what it prints.</summary>
    /// <param name="context">The script.</param>
    /// <param name="settings">What the script says itself; null says nothing.</param>
    /// <returns>How it ended, and the names of the variables.</returns>
    /// <exception cref="CakeException">The command failed, or could not be started: one line, and its exit code.</exception>
    /// <example><code>
    /// Task("Deploy").Does(() =>
    /// {
    ///     VaultRun(new TazPodSettings { Command = "./deploy --region eu", EnvironmentFile = "prod.env" });
    /// });
    /// </code></example>
    [CakeMethodAlias]
    public static RunResult VaultRun(this ICakeContext context, TazPodSettings? settings = null) =>
        VaultAliases.Wait(() => VaultRunAsync(context, settings));

    /// <summary>Runs a command with variables from a file inside the vault; the secrets touch no disk, and are masked in what it prints.</summary>
    /// <param name="context">The script.</param>
    /// <param name="settings">What the script says itself; null says nothing.</param>
    /// <returns>How it ended, and the names of the variables.</returns>
    /// <exception cref="CakeException">The command failed, or could not be started: one line, and its exit code.</exception>
    /// <example><code>
    /// Task("Deploy").Does(async () =>
    /// {
    ///     await VaultRunAsync(new TazPodSettings { Command = "./deploy --region eu", EnvironmentFile = "prod.env" });
    /// });
    /// </code></example>
    [CakeMethodAlias]
    public static Task<RunResult> VaultRunAsync(this ICakeContext context, TazPodSettings? settings = null) =>
        VaultAliases.RunAsync(context, settings, VaultVerbs.Run);
}
