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

/// <summary>The verbs: the one table from which the doors, their help and the documentation come.</summary>
public static class VaultVerbs
{
    /// <summary>SetupStorage: makes the bucket ready, and probes what the store honours.</summary>
    public static Verb<SetupResult> Setup => SetupVerb.Definition;

    /// <summary>SaveVault: secrets directory -&gt; vault file.</summary>
    public static Verb<SaveResult> Save => SaveVerb.Definition;

    /// <summary>PushVault: vault file -&gt; the store, with a history copy.</summary>
    public static Verb<PushResult> Push => PushVerb.Definition;

    /// <summary>PullVault: the store -&gt; vault file; --index=N or --at=TIME: a history copy.</summary>
    public static Verb<PullResult> Pull => PullVerb.Definition;

    /// <summary>UnlockVault: vault file -&gt; secrets directory.</summary>
    public static Verb<UnlockResult> Unlock => UnlockVerb.Definition;

    /// <summary>LockVault: removes the secrets directory that the vault can bring back.</summary>
    public static Verb<LockResult> Lock => LockVerb.Definition;

    /// <summary>ListHistory: lists the history copies, newest first.</summary>
    public static Verb<HistoryResult> History => HistoryVerb.Definition;

    /// <summary>PruneHistory: removes old history copies; --plan only shows which.</summary>
    public static Verb<PruneResult> Prune => PruneVerb.Definition;

    /// <summary>PinVault: keeps a copy where no prune looks; --note=WHY.</summary>
    public static Verb<PinResult> Pin => PinVerb.Definition;

    /// <summary>UnpinVault: makes a pinned copy an ordinary one again.</summary>
    public static Verb<UnpinResult> Unpin => UnpinVerb.Definition;

    /// <summary>VaultStatus: local and remote vault side by side, and who is ahead.</summary>
    public static Verb<StatusResult> Status => StatusVerb.Definition;

    /// <summary>PushSnapshot: file -&gt; the next generation of a lineage.</summary>
    public static Verb<PushSnapshotResult> PushSnapshot => PushSnapshotVerb.Definition;

    /// <summary>PullSnapshot: a generation of a lineage -&gt; file.</summary>
    public static Verb<PullSnapshotResult> PullSnapshot => PullSnapshotVerb.Definition;

    /// <summary>LineageStatus: what a restore from a lineage would meet, and why.</summary>
    public static Verb<LineageStatusResult> LineageStatus => LineageStatusVerb.Definition;

    /// <summary>DiffVault: names what differs; --from, --to: secrets, local, latest, 2...</summary>
    public static Verb<DiffResult> Diff => DiffVerb.Definition;

    /// <summary>RestoreVault: --at=TIME or --index=N: a copy becomes latest again; --yes.</summary>
    public static Verb<RestoreResult> Restore => RestoreVerb.Definition;

    /// <summary>RekeyVault: seals vault and latest anew; --history: the copies too.</summary>
    public static Verb<RekeyResult> Rekey => RekeyVerb.Definition;

    /// <summary>RunWithVault: runs --exec with variables of --env-file inside the vault.</summary>
    public static Verb<RunResult> Run => RunVerb.Definition;

    /// <summary>VerifyVault: proves that latest and the copies can be restored.</summary>
    public static Verb<VerifyResult> Verify => VerifyVerb.Definition;

    /// <summary>Bootstrap: PullVault, then UnlockVault: the step before a container starts.</summary>
    public static Verb<BootstrapResult> Bootstrap => BootstrapVerb.Definition;

    /// <summary>VaultDoctor: what a push or pull would fail with here, and the fix for it.</summary>
    public static Verb<DoctorResult> Doctor => DoctorVerb.Definition;

    /// <summary>Login: logs you in at an SSO profile, by a link and a code.</summary>
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

    /// <summary>The verb of this name; null when there is none.</summary>
    /// <param name="name">Its name, such as <c>PushVault</c>; letter case does not count.</param>
    public static Verb? Find(string name) => All.FirstOrDefault(verb => verb.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
