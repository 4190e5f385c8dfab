using TazPod.Vault.Copies;
using TazPod.Vault.Opening;
using TazPod.Vault.Results;
using TazPod.Vault.Secrets;
using TazPod.Vault.Secrets.Editing;
using TazPod.Vault.Secrets.Merge;
using TazPod.Vault.Setup;
using TazPod.Vault.Snapshots;
using TazPod.Vault.Sync;
using TazPod.Vault.Verbs;
using TazPod.Vault.Verifying;

namespace TazPod.Vault;

/// <summary>The table of verbs. The doors, their help and the documentation are based on it.</summary>
public static class VaultVerbs
{
    /// <summary><c>SetupStorage</c>.</summary>
    public static Verb<SetupResult> Setup => SetupVerb.Definition;

    /// <summary><c>SaveVault</c>.</summary>
    public static Verb<SaveResult> Save => SaveVerb.Definition;

    /// <summary><c>PushVault</c>.</summary>
    public static Verb<PushResult> Push => MergingPush.Definition;

    /// <summary><c>PullVault</c>.</summary>
    public static Verb<PullResult> Pull => PullVerb.Definition;

    /// <summary><c>UnlockVault</c>.</summary>
    public static Verb<UnlockResult> Unlock => UnlockVerb.Definition;

    /// <summary><c>LockVault</c>.</summary>
    public static Verb<LockResult> Lock => LockVerb.Definition;

    /// <summary><c>ListHistory</c>.</summary>
    public static Verb<HistoryResult> History => HistoryVerb.Definition;

    /// <summary><c>PruneHistory</c>.</summary>
    public static Verb<PruneResult> Prune => PruneVerb.Definition;

    /// <summary><c>PinVault</c>.</summary>
    public static Verb<PinResult> Pin => PinVerb.Definition;

    /// <summary><c>UnpinVault</c>.</summary>
    public static Verb<UnpinResult> Unpin => UnpinVerb.Definition;

    /// <summary><c>VaultStatus</c>.</summary>
    public static Verb<StatusResult> Status => StatusVerb.Definition;

    /// <summary><c>PushSnapshot</c>.</summary>
    public static Verb<PushSnapshotResult> PushSnapshot => PushSnapshotVerb.Definition;

    /// <summary><c>PullSnapshot</c>.</summary>
    public static Verb<PullSnapshotResult> PullSnapshot => PullSnapshotVerb.Definition;

    /// <summary><c>LineageStatus</c>.</summary>
    public static Verb<LineageStatusResult> LineageStatus => LineageStatusVerb.Definition;

    /// <summary><c>ListSecrets</c>.</summary>
    public static Verb<ListResult> List => ListVerb.Definition;

    /// <summary><c>ReadSecret</c>.</summary>
    public static Verb<ReadResult> Read => ReadVerb.Definition;

    /// <summary><c>EditSecret</c>.</summary>
    public static Verb<EditResult> Edit => EditVerb.Definition;

    /// <summary><c>DiffVault</c>.</summary>
    public static Verb<DiffResult> Diff => DiffVerb.Definition;

    /// <summary><c>MergeVault</c>.</summary>
    public static Verb<MergeResult> Merge => MergeVerb.Definition;

    /// <summary><c>RestoreVault</c>.</summary>
    public static Verb<RestoreResult> Restore => RestoreVerb.Definition;

    /// <summary><c>RekeyVault</c>.</summary>
    public static Verb<RekeyResult> Rekey => RekeyVerb.Definition;

    /// <summary><c>RunWithVault</c>.</summary>
    public static Verb<RunResult> Run => RunVerb.Definition;

    /// <summary><c>VerifyVault</c>.</summary>
    public static Verb<VerifyResult> Verify => VerifyVerb.Definition;

    /// <summary><c>Bootstrap</c>.</summary>
    public static Verb<BootstrapResult> Bootstrap => BootstrapVerb.Definition;

    /// <summary><c>VaultDoctor</c>.</summary>
    public static Verb<DoctorResult> Doctor => DoctorVerb.Definition;

    /// <summary><c>Login</c>.</summary>
    public static Verb<LoginResult> Login => LoginVerb.Definition;

    /// <summary>Every verb, in the order of the documentation.</summary>
    public static IReadOnlyList<Verb> All { get; } =
    [
        Setup,
        Save,
        Push,
        Pull,
        Unlock,
        Lock,
        History,
        Prune,
        Pin,
        Unpin,
        Status,
        PushSnapshot,
        PullSnapshot,
        LineageStatus,
        List,
        Read,
        Edit,
        Diff,
        Merge,
        Restore,
        Rekey,
        Run,
        Verify,
        Bootstrap,
        Doctor,
        Login,
    ];

    /// <summary>The verb with this name; null if there is none.</summary>
    /// <param name="name">Its name, such as <c>PushVault</c> (case-insensitive).</param>
    public static Verb? Find(string name) => All.FirstOrDefault(verb => verb.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
