using TazPod.Vault.Copies;
using TazPod.Vault.Opening;
using TazPod.Vault.Results;
using TazPod.Vault.Secrets;
using TazPod.Vault.Setup;
using TazPod.Vault.Snapshots;
using TazPod.Vault.Sync;
using TazPod.Vault.Verbs;
using TazPod.Vault.Verifying;

namespace TazPod.Vault;

/// <summary>The table of verbs. The doors, their help and the documentation are based on it.</summary>
public static class VaultVerbs
{
    /// <summary>SetupStorage: creates and configures the bucket, and tests what the store honours.</summary>
    public static Verb<SetupResult> Setup => SetupVerb.Definition;

    /// <summary>SaveVault: secrets directory -&gt; vault file.</summary>
    public static Verb<SaveResult> Save => SaveVerb.Definition;

    /// <summary>PushVault: vault file -&gt; the store, with a history copy.</summary>
    public static Verb<PushResult> Push => PushVerb.Definition;

    /// <summary>PullVault: the store -&gt; vault file; --index=N or --at=TIME: a history copy.</summary>
    public static Verb<PullResult> Pull => PullVerb.Definition;

    /// <summary>UnlockVault: vault file -&gt; secrets directory.</summary>
    public static Verb<UnlockResult> Unlock => UnlockVerb.Definition;

    /// <summary>LockVault: removes the secrets directory if the vault can restore it.</summary>
    public static Verb<LockResult> Lock => LockVerb.Definition;

    /// <summary>ListHistory: lists the history copies, newest first.</summary>
    public static Verb<HistoryResult> History => HistoryVerb.Definition;

    /// <summary>PruneHistory: removes old history copies; --plan only shows which.</summary>
    public static Verb<PruneResult> Prune => PruneVerb.Definition;

    /// <summary>PinVault: keeps a copy where it is never pruned; --note=WHY.</summary>
    public static Verb<PinResult> Pin => PinVerb.Definition;

    /// <summary>UnpinVault: makes a pinned copy an ordinary one again.</summary>
    public static Verb<UnpinResult> Unpin => UnpinVerb.Definition;

    /// <summary>VaultStatus: shows the local and the remote vault, and which one is ahead.</summary>
    public static Verb<StatusResult> Status => StatusVerb.Definition;

    /// <summary>PushSnapshot: file -&gt; the next generation of a lineage.</summary>
    public static Verb<PushSnapshotResult> PushSnapshot => PushSnapshotVerb.Definition;

    /// <summary>PullSnapshot: a generation of a lineage -&gt; file.</summary>
    public static Verb<PullSnapshotResult> PullSnapshot => PullSnapshotVerb.Definition;

    /// <summary>LineageStatus: shows what a restore from a lineage would find, and why.</summary>
    public static Verb<LineageStatusResult> LineageStatus => LineageStatusVerb.Definition;

    /// <summary>DiffVault: lists the differences by name; --from, --to: secrets, local, latest, 2...</summary>
    public static Verb<DiffResult> Diff => DiffVerb.Definition;

    /// <summary>RestoreVault: --at=TIME or --index=N: makes a copy latest again; --yes.</summary>
    public static Verb<RestoreResult> Restore => RestoreVerb.Definition;

    /// <summary>RekeyVault: re-seals vault and latest with a new passphrase; --history: the copies, too.</summary>
    public static Verb<RekeyResult> Rekey => RekeyVerb.Definition;

    /// <summary>RunWithVault: runs --exec with the variables of --env-file inside the vault.</summary>
    public static Verb<RunResult> Run => RunVerb.Definition;

    /// <summary>VerifyVault: proves that latest and the copies can be restored.</summary>
    public static Verb<VerifyResult> Verify => VerifyVerb.Definition;

    /// <summary>Bootstrap: PullVault, then UnlockVault; the step before a container starts.</summary>
    public static Verb<BootstrapResult> Bootstrap => BootstrapVerb.Definition;

    /// <summary>VaultDoctor: shows why a push or pull would fail here, and how to fix it.</summary>
    public static Verb<DoctorResult> Doctor => DoctorVerb.Definition;

    /// <summary>Login: logs you in to an SSO profile with a link and a code.</summary>
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
        Diff,
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
