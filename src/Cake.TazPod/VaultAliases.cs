using Cake.Core;
using Cake.Core.Annotations;
using Cake.TazPod.Internal;
using TazPod.Vault;
using TazPod.Vault.Doors.Terminals;
using TazPod.Vault.Results;
using TazPod.Vault.Verbs;

namespace Cake.TazPod;

/// <summary>TazPod's vault in a build script: one encrypted bundle of secrets, saved, unlocked and synced with S3.</summary>
/// <remarks>
/// <para>Every alias reads its settings from the script's arguments (<c>--bucket=...</c>), else from <see cref="TazPodSettings"/>, else
/// from the environment (<c>TAZPOD_BUCKET</c>), else from <c>.tazpod/config.yaml</c>, else uses the default. It prints what it did and
/// returns the result.</para>
/// <para>A failure is a <see cref="CakeException"/> whose message is one line that begins with a stable code, such as <c>TAZPOD4001</c>,
/// and whose <c>ExitCode</c> is that of its class (5: conflict). Cake itself ends a failed script with exit code 1.</para>
/// </remarks>
[CakeAliasCategory("TazPod")]
[CakeNamespaceImport("Cake.TazPod")]
[CakeNamespaceImport("TazPod.Vault.Results")]
public static class VaultAliases
{
    /// <summary>Prepares the bucket, idempotently, and checks whether the store honours conditional writes.</summary>
    /// <param name="context">The script.</param>
    /// <param name="settings">Settings from the script; null for none.</param>
    /// <returns>What was created and what the store honours.</returns>
    /// <exception cref="CakeException">The verb failed. The message is one line; the exception has the exit code.</exception>
    /// <example><code>
    /// Task("Vault-Setup").Does(() =>
    /// {
    ///     VaultSetup(new TazPodSettings { Bucket = "my-vaults" });
    /// });
    /// </code></example>
    [CakeMethodAlias]
    [CakeNamespaceImport("Cake.TazPod")]
    [CakeNamespaceImport("TazPod.Vault.Results")]
    public static SetupResult VaultSetup(this ICakeContext context, TazPodSettings? settings = null) =>
        Run(context, settings, VaultVerbs.Setup);

    /// <summary>Seals the secrets directory into the vault file. If the vault already holds the same tree, it is not changed.</summary>
    /// <param name="context">The script.</param>
    /// <param name="settings">Settings from the script; null for none.</param>
    /// <returns>Whether a vault was written, and what is in it.</returns>
    /// <exception cref="CakeException">The verb failed. The message is one line; the exception has the exit code.</exception>
    /// <example><code>
    /// Task("Vault-Save").Does(() =>
    /// {
    ///     VaultSave(new TazPodSettings { SecretsDirectory = "./secrets" });
    /// });
    /// </code></example>
    [CakeMethodAlias]
    [CakeNamespaceImport("Cake.TazPod")]
    [CakeNamespaceImport("TazPod.Vault.Results")]
    public static SaveResult VaultSave(this ICakeContext context, TazPodSettings? settings = null) =>
        Run(context, settings, VaultVerbs.Save);

    /// <summary>Pushes the vault file to latest, creates its history copy, and removes old copies. If nothing has changed, a push is
    /// one request.</summary>
    /// <param name="context">The script.</param>
    /// <param name="settings">Settings from the script; null for none.</param>
    /// <returns>What was pushed, where, and how many old copies were removed.</returns>
    /// <exception cref="CakeException">The verb failed. The message is one line; the exception has the exit code.</exception>
    /// <example><code>
    /// Task("Vault-Push").Does(() =>
    /// {
    ///     var push = VaultPush();
    ///     Information($"{push.Status}: {push.Stamp}");
    /// });
    /// </code></example>
    [CakeMethodAlias]
    [CakeNamespaceImport("Cake.TazPod")]
    [CakeNamespaceImport("TazPod.Vault.Results")]
    public static PushResult VaultPush(this ICakeContext context, TazPodSettings? settings = null) =>
        Run(context, settings, VaultVerbs.Push);

    /// <summary>Pulls latest, or a history copy, into the vault file, which is only replaced after verification. If nothing has changed, a
    /// pull is one request.</summary>
    /// <param name="context">The script.</param>
    /// <param name="settings">Settings from the script; null for none.</param>
    /// <returns>What was pulled, and whether it changed anything.</returns>
    /// <exception cref="CakeException">The verb failed. The message is one line; the exception has the exit code.</exception>
    /// <example><code>
    /// Task("Vault-Pull").Does(() =>
    /// {
    ///     if (VaultPull().Changed)
    ///     {
    ///         VaultUnlock();
    ///     }
    /// });
    /// </code></example>
    [CakeMethodAlias]
    [CakeNamespaceImport("Cake.TazPod")]
    [CakeNamespaceImport("TazPod.Vault.Results")]
    public static PullResult VaultPull(this ICakeContext context, TazPodSettings? settings = null) =>
        Run(context, settings, VaultVerbs.Pull);

    /// <summary>Opens the vault file into the secrets directory.</summary>
    /// <param name="context">The script.</param>
    /// <param name="settings">Settings from the script; null for none.</param>
    /// <returns>Where the secrets are, and whether anything changed.</returns>
    /// <exception cref="CakeException">The verb failed. The message is one line; the exception has the exit code.</exception>
    /// <example><code>
    /// Task("Vault-Unlock").Does(() =>
    /// {
    ///     VaultUnlock(new TazPodSettings { SecretsDirectory = "./secrets", PassphraseFile = "./passphrase" });
    /// });
    /// </code></example>
    [CakeMethodAlias]
    [CakeNamespaceImport("Cake.TazPod")]
    [CakeNamespaceImport("TazPod.Vault.Results")]
    public static UnlockResult VaultUnlock(this ICakeContext context, TazPodSettings? settings = null) =>
        Run(context, settings, VaultVerbs.Unlock);

    /// <summary>Lists the history copies, newest first. Shows who pushed each, and which one is latest.</summary>
    /// <param name="context">The script.</param>
    /// <param name="settings">Settings from the script; null for none.</param>
    /// <returns>The copies.</returns>
    /// <exception cref="CakeException">The verb failed. The message is one line; the exception has the exit code.</exception>
    /// <example><code>
    /// Task("Vault-History").Does(() =>
    /// {
    ///     foreach (var copy in VaultHistory().Entries)
    ///     {
    ///         Information($"{copy.Index} {copy.Stamp} {copy.PushedBy}");
    ///     }
    /// });
    /// </code></example>
    [CakeMethodAlias]
    [CakeNamespaceImport("Cake.TazPod")]
    [CakeNamespaceImport("TazPod.Vault.Results")]
    public static HistoryResult VaultHistory(this ICakeContext context, TazPodSettings? settings = null) =>
        Run(context, settings, VaultVerbs.History);

    /// <summary>Keeps the newest history copies and removes the others, but never the copy of latest.</summary>
    /// <param name="context">The script.</param>
    /// <param name="settings">Settings from the script; null for none.</param>
    /// <returns>What was removed, or would be.</returns>
    /// <exception cref="CakeException">The verb failed. The message is one line; the exception has the exit code.</exception>
    /// <example><code>
    /// Task("Vault-Prune").Does(() =>
    /// {
    ///     VaultPrune(new TazPodSettings { Retention = 20, Plan = true });
    /// });
    /// </code></example>
    [CakeMethodAlias]
    [CakeNamespaceImport("Cake.TazPod")]
    [CakeNamespaceImport("TazPod.Vault.Results")]
    public static PruneResult VaultPrune(this ICakeContext context, TazPodSettings? settings = null) =>
        Run(context, settings, VaultVerbs.Prune);

    /// <summary>Compares the secrets directory with the vault file, and that with latest: which one is ahead, and what to do.</summary>
    /// <param name="context">The script.</param>
    /// <param name="settings">Settings from the script; null for none.</param>
    /// <returns>Both versions, which one is ahead, and the state of the secrets directory.</returns>
    /// <exception cref="CakeException">The verb failed. The message is one line; the exception has the exit code.</exception>
    /// <example><code>
    /// Task("Vault-Status").Does(() =>
    /// {
    ///     if (VaultStatus().Relation == SyncRelation.RemoteAhead)
    ///     {
    ///         VaultPull();
    ///     }
    /// });
    /// </code></example>
    [CakeMethodAlias]
    [CakeNamespaceImport("Cake.TazPod")]
    [CakeNamespaceImport("TazPod.Vault.Results")]
    public static StatusResult VaultStatus(this ICakeContext context, TazPodSettings? settings = null) =>
        Run(context, settings, VaultVerbs.Status);

    // On another thread, so that nothing waits for the synchronization context of the script's host.
    internal static T Run<T>(ICakeContext context, TazPodSettings? settings, Verb<T> verb)
        where T : VerbResult
    {
        ArgumentNullException.ThrowIfNull(context);
        OwnArguments[] own = settings?.OwnArguments is { } names ? [new OwnArguments([.. names])] : [];
        var build = settings is null ? new BuildSettings(null, own) : new BuildSettings(settings.Over, own, settings.Under);
        IVaultRunner runner = new VaultRunner(build, new RunOutcome(), Terminal.Of(context.Environment.GetEnvironmentVariable))
        {
            Words = AliasNames.InPlaceOfTasks,
        };
        return Task.Run(() => runner.RunAsync(context, verb)).GetAwaiter().GetResult();
    }
}
