namespace TazPod.Vault.Results;

/// <summary>The result of VaultStatus.</summary>
/// <param name="Relation">Which side is ahead.</param>
/// <param name="VaultFile">The vault file.</param>
/// <param name="Store">The store and bucket, for display.</param>
/// <param name="Local">The local vault; null if there is none.</param>
/// <param name="Remote">Latest; null if there is none.</param>
/// <param name="PendingHistoryKey">The history copy that an interrupted push did not make.</param>
public sealed record StatusResult(
    SyncRelation Relation,
    string VaultFile,
    string Store,
    VaultVersion? Local,
    VaultVersion? Remote,
    string? PendingHistoryKey) : VerbResult
{
    /// <summary>The copy that the local vault is; null unless it is an older one that the history shows.</summary>
    public CopyPosition? OlderCopy { get; init; }

    /// <summary>The secrets directory; null if it could not be read, or if an MSBuild project does not name it.</summary>
    public SecretsStatus? Secrets { get; init; }

    /// <summary>The merge that waits for a user; null if none does.</summary>
    public WaitingMergeStatus? Merge { get; init; }

    internal const string Name = "VaultStatus";

    /// <inheritdoc/>
    public override string Verb => Name;

    /// <inheritdoc/>
    public override string Status => JsonNamingPolicyText(Relation);

    /// <inheritdoc/>
    public override bool Changed => false;

    /// <inheritdoc/>
    public override string Summary => Relation switch
    {
        SyncRelation.NothingAnywhere => $"no vault here and none in {Store}: SaveVault creates one",
        SyncRelation.OnlyRemote => $"no vault file here; {Store} holds one: PullVault fetches it",
        SyncRelation.OnlyLocal => $"'{VaultFile}' was never pushed to {Store}: run PushVault",
        SyncRelation.InSync => $"in sync: '{VaultFile}' and {Store} hold the same vault",
        SyncRelation.LocalAhead => $"local is ahead: '{VaultFile}' has changes that PushVault would push to {Store}",
        SyncRelation.OlderCopy when OlderCopy is { } copy =>
            $"'{VaultFile}' is {copy}: PullVault returns to latest in {Store}; PushVault would be refused: RestoreVault --index={copy.Index}",
        SyncRelation.OlderCopy => $"'{VaultFile}' is an older version: PullVault returns to latest in {Store}; PushVault would be refused",
        SyncRelation.RemoteAhead => $"remote is ahead: {Store} has a newer vault that PullVault would fetch",
        SyncRelation.Diverged => $"diverged: both '{VaultFile}' and {Store} have changed; to keep both: {MergeSteps.OfVaults}",
        SyncRelation.Damaged when Remote is null => $"'{VaultFile}' is damaged, and {Store} holds no vault: SaveVault --force creates a new one",
        SyncRelation.Damaged => $"'{VaultFile}' is damaged: PullVault keeps it under another name and fetches the vault from {Store}",
        _ => $"'{VaultFile}' and {Store} differ, and this workspace has never synced with that store; to keep both: {MergeSteps.OfVaults}",
    } + (PendingHistoryKey is null ? "" : "; the history copy of an interrupted push is missing: run PushVault again")
        + (Merge is null ? "" : $"; {Merge}")
        + (Secrets is null || Merge is not null ? "" : $"; {Secrets.Describe(Relation)}");

    private static string JsonNamingPolicyText(SyncRelation relation) =>
        System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(relation.ToString());
}
