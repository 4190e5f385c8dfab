using Cake.Core;
using Cake.Core.Annotations;
using TazPod.Vault;
using TazPod.Vault.Results;

namespace Cake.TazPod;

/// <summary>The less common verbs in a build script: history, passphrase, snapshots.</summary>
/// <remarks>Settings, results and failures are the same as in <see cref="VaultAliases"/>.</remarks>
[CakeAliasCategory("TazPod")]
[CakeNamespaceImport("Cake.TazPod")]
[CakeNamespaceImport("TazPod.Vault.Results")]
public static class UpkeepAliases
{
    /// <summary>Removes the secrets directory if the vault file holds everything in it.</summary>
    /// <param name="context">The script.</param>
    /// <param name="settings">Settings from the script; null for none.</param>
    /// <returns>What was removed.</returns>
    /// <exception cref="CakeException">The verb failed. The message is one line; the exception has the exit code.</exception>
    /// <example><code>
    /// Task("Vault-Lock").Does(() =>
    /// {
    ///     VaultLock(new TazPodSettings { SecretsDirectory = "./secrets", PassphraseFile = "./passphrase" });
    /// });
    /// </code></example>
    [CakeMethodAlias]
    [CakeNamespaceImport("Cake.TazPod")]
    [CakeNamespaceImport("TazPod.Vault.Results")]
    public static LockResult VaultLock(this ICakeContext context, TazPodSettings? settings = null) =>
        VaultAliases.Run(context, settings, VaultVerbs.Lock);

    /// <summary>Pulls and unlocks in one step, before something needs the secrets.</summary>
    /// <param name="context">The script.</param>
    /// <param name="settings">Settings from the script; null for none.</param>
    /// <returns>What was pulled and unlocked.</returns>
    /// <exception cref="CakeException">The verb failed. The message is one line; the exception has the exit code.</exception>
    /// <example><code>
    /// Task("Vault-Bootstrap").Does(() =>
    /// {
    ///     VaultBootstrap(new TazPodSettings { SecretsDirectory = "./secrets", PassphraseFile = "./passphrase" });
    /// });
    /// </code></example>
    [CakeMethodAlias]
    [CakeNamespaceImport("Cake.TazPod")]
    [CakeNamespaceImport("TazPod.Vault.Results")]
    public static BootstrapResult VaultBootstrap(this ICakeContext context, TazPodSettings? settings = null) =>
        VaultAliases.Run(context, settings, VaultVerbs.Bootstrap);

    /// <summary>Proves that latest and every copy can be restored: that each exists, is complete, opens, can be read to the end and has
    /// correct labels. If one cannot be restored, the alias fails.</summary>
    /// <param name="context">The script.</param>
    /// <param name="settings">Settings from the script; null for none.</param>
    /// <returns>The state of each of them.</returns>
    /// <exception cref="CakeException">The verb failed. The message is one line; the exception has the exit code.</exception>
    /// <example><code>
    /// Task("Vault-Verify").Does(() =>
    /// {
    ///     VaultVerify(new TazPodSettings { Last = 10, PassphraseFile = "./passphrase" });
    /// });
    /// </code></example>
    [CakeMethodAlias]
    [CakeNamespaceImport("Cake.TazPod")]
    [CakeNamespaceImport("TazPod.Vault.Results")]
    public static VerifyResult VaultVerify(this ICakeContext context, TazPodSettings? settings = null) =>
        VaultAliases.Run(context, settings, VaultVerbs.Verify);

    /// <summary>Lists the differences between two of: the secrets directory, the local vault, latest, a copy. Shows sizes and modes, never
    /// a value.</summary>
    /// <param name="context">The script.</param>
    /// <param name="settings">Settings from the script; null for none.</param>
    /// <returns>The differences.</returns>
    /// <exception cref="CakeException">The verb failed. The message is one line; the exception has the exit code.</exception>
    /// <example><code>
    /// Task("Vault-Diff").Does(() =>
    /// {
    ///     VaultDiff(new TazPodSettings { From = "latest", To = "local", PassphraseFile = "./passphrase" });
    /// });
    /// </code></example>
    [CakeMethodAlias]
    [CakeNamespaceImport("Cake.TazPod")]
    [CakeNamespaceImport("TazPod.Vault.Results")]
    public static DiffResult VaultDiff(this ICakeContext context, TazPodSettings? settings = null) =>
        VaultAliases.Run(context, settings, VaultVerbs.Diff);

    /// <summary>Lists the files in a vault with their sizes, never a value. The vault is opened in memory only.</summary>
    /// <param name="context">The script.</param>
    /// <param name="settings">Settings from the script; null for none.</param>
    /// <returns>The files.</returns>
    /// <exception cref="CakeException">The verb failed. The message is one line; the exception has the exit code.</exception>
    /// <example><code>
    /// Task("Vault-List").Does(() =>
    /// {
    ///     VaultList(new TazPodSettings { From = "latest", Glob = "db/*", PassphraseFile = "./passphrase" });
    /// });
    /// </code></example>
    [CakeMethodAlias]
    [CakeNamespaceImport("Cake.TazPod")]
    [CakeNamespaceImport("TazPod.Vault.Results")]
    public static ListResult VaultList(this ICakeContext context, TazPodSettings? settings = null) =>
        VaultAliases.Run(context, settings, VaultVerbs.List);

    /// <summary>Makes a history copy latest again and also writes it to the vault file. The previous latest stays in the history.</summary>
    /// <param name="context">The script.</param>
    /// <param name="settings">Settings from the script; null for none.</param>
    /// <returns>What was restored, and what it replaced.</returns>
    /// <exception cref="CakeException">The verb failed. The message is one line; the exception has the exit code.</exception>
    /// <example><code>
    /// Task("Vault-Restore").Does(() =>
    /// {
    ///     VaultRestore(new TazPodSettings { Index = 2, Yes = true, PassphraseFile = "./passphrase" });
    /// });
    /// </code></example>
    [CakeMethodAlias]
    [CakeNamespaceImport("Cake.TazPod")]
    [CakeNamespaceImport("TazPod.Vault.Results")]
    public static RestoreResult VaultRestore(this ICakeContext context, TazPodSettings? settings = null) =>
        VaultAliases.Run(context, settings, VaultVerbs.Restore);

    /// <summary>Merges latest into what was changed here: into the secrets directory if it was edited, or else into the vault file.</summary>
    /// <param name="context">The script.</param>
    /// <param name="settings">Settings from the script; null for none.</param>
    /// <returns>What was merged.</returns>
    /// <exception cref="CakeException">The verb failed, or both sides changed the same secrets. The message is one line; the exception has
    /// the exit code.</exception>
    /// <example><code>
    /// Task("Vault-Merge").Does(() =>
    /// {
    ///     VaultMerge(new TazPodSettings { PassphraseFile = "./passphrase" });
    ///     VaultPush();
    /// });
    /// </code></example>
    [CakeMethodAlias]
    [CakeNamespaceImport("Cake.TazPod")]
    [CakeNamespaceImport("TazPod.Vault.Results")]
    public static MergeResult VaultMerge(this ICakeContext context, TazPodSettings? settings = null) =>
        VaultAliases.Run(context, settings, VaultVerbs.Merge);

    /// <summary>Seals the same secrets under a new passphrase, in the vault file and in latest; with <see
    /// cref="TazPodSettings.WithHistory"/> also in every copy.</summary>
    /// <param name="context">The script.</param>
    /// <param name="settings">Settings from the script; null for none.</param>
    /// <returns>What was sealed again.</returns>
    /// <exception cref="CakeException">The verb failed. The message is one line; the exception has the exit code.</exception>
    /// <example><code>
    /// Task("Vault-Rekey").Does(() =>
    /// {
    ///     VaultRekey(new TazPodSettings { PassphraseFile = "./passphrase", NewPassphraseFile = "./new-passphrase" });
    /// });
    /// </code></example>
    [CakeMethodAlias]
    [CakeNamespaceImport("Cake.TazPod")]
    [CakeNamespaceImport("TazPod.Vault.Results")]
    public static RekeyResult VaultRekey(this ICakeContext context, TazPodSettings? settings = null) =>
        VaultAliases.Run(context, settings, VaultVerbs.Rekey);

    /// <summary>Keeps a copy, or latest, where no prune removes it.</summary>
    /// <param name="context">The script.</param>
    /// <param name="settings">Settings from the script; null for none.</param>
    /// <returns>What was pinned.</returns>
    /// <exception cref="CakeException">The verb failed. The message is one line; the exception has the exit code.</exception>
    /// <example><code>
    /// Task("Vault-Pin").Does(() =>
    /// {
    ///     VaultPin(new TazPodSettings { Note = "before the move" });
    /// });
    /// </code></example>
    [CakeMethodAlias]
    [CakeNamespaceImport("Cake.TazPod")]
    [CakeNamespaceImport("TazPod.Vault.Results")]
    public static PinResult VaultPin(this ICakeContext context, TazPodSettings? settings = null) =>
        VaultAliases.Run(context, settings, VaultVerbs.Pin);

    /// <summary>Turns a pinned copy into an ordinary one again.</summary>
    /// <param name="context">The script.</param>
    /// <param name="settings">Settings from the script; null for none.</param>
    /// <returns>What was unpinned.</returns>
    /// <exception cref="CakeException">The verb failed. The message is one line; the exception has the exit code.</exception>
    /// <example><code>
    /// Task("Vault-Unpin").Does(() =>
    /// {
    ///     VaultUnpin(new TazPodSettings { Index = 1 });
    /// });
    /// </code></example>
    [CakeMethodAlias]
    [CakeNamespaceImport("Cake.TazPod")]
    [CakeNamespaceImport("TazPod.Vault.Results")]
    public static UnpinResult VaultUnpin(this ICakeContext context, TazPodSettings? settings = null) =>
        VaultAliases.Run(context, settings, VaultVerbs.Unpin);

    /// <summary>Pushes a file as the next generation of a lineage: into the slot that the pointer does not name, then the
    /// pointer.</summary>
    /// <param name="context">The script.</param>
    /// <param name="settings">Settings from the script; null for none.</param>
    /// <returns>The generation.</returns>
    /// <exception cref="CakeException">The verb failed. The message is one line; the exception has the exit code.</exception>
    /// <example><code>
    /// Task("Vault-PushSnapshot").Does(() =>
    /// {
    ///     VaultPushSnapshot(new TazPodSettings { SnapshotFile = "./raft.snap", Lineage = "prod" });
    /// });
    /// </code></example>
    [CakeMethodAlias]
    [CakeNamespaceImport("Cake.TazPod")]
    [CakeNamespaceImport("TazPod.Vault.Results")]
    public static PushSnapshotResult VaultPushSnapshot(this ICakeContext context, TazPodSettings? settings = null) =>
        VaultAliases.Run(context, settings, VaultVerbs.PushSnapshot);

    /// <summary>Restores the generation that a lineage's pointer names, or the one before it, to a file. The file is only replaced after
    /// verification.</summary>
    /// <param name="context">The script.</param>
    /// <param name="settings">Settings from the script; null for none.</param>
    /// <returns>The generation.</returns>
    /// <exception cref="CakeException">The verb failed. The message is one line; the exception has the exit code.</exception>
    /// <example><code>
    /// Task("Vault-PullSnapshot").Does(() =>
    /// {
    ///     VaultPullSnapshot(new TazPodSettings { SnapshotFile = "./raft.snap", Lineage = "prod" });
    /// });
    /// </code></example>
    [CakeMethodAlias]
    [CakeNamespaceImport("Cake.TazPod")]
    [CakeNamespaceImport("TazPod.Vault.Results")]
    public static PullSnapshotResult VaultPullSnapshot(this ICakeContext context, TazPodSettings? settings = null) =>
        VaultAliases.Run(context, settings, VaultVerbs.PullSnapshot);

    /// <summary>Reports what a restore from a lineage would find. If the lineage is empty or incoherent, the alias fails.</summary>
    /// <param name="context">The script.</param>
    /// <param name="settings">Settings from the script; null for none.</param>
    /// <returns>The content of the lineage.</returns>
    /// <exception cref="CakeException">The verb failed. The message is one line; the exception has the exit code.</exception>
    /// <example><code>
    /// Task("Vault-LineageStatus").Does(() =>
    /// {
    ///     VaultLineageStatus(new TazPodSettings { Lineage = "prod" });
    /// });
    /// </code></example>
    [CakeMethodAlias]
    [CakeNamespaceImport("Cake.TazPod")]
    [CakeNamespaceImport("TazPod.Vault.Results")]
    public static LineageStatusResult VaultLineageStatus(this ICakeContext context, TazPodSettings? settings = null) =>
        VaultAliases.Run(context, settings, VaultVerbs.LineageStatus);
}
