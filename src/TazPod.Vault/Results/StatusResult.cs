namespace TazPod.Vault.Results;

/// <summary>What VaultStatus found.</summary>
/// <param name="Relation">Who is ahead.</param>
/// <param name="VaultFile">The vault file.</param>
/// <param name="Store">The store and bucket, for people.</param>
/// <param name="Local">The local vault; null when there is none.</param>
/// <param name="Remote">Latest; null when there is none.</param>
/// <param name="PendingHistoryKey">The history copy that an interrupted push has still to make.</param>
public sealed record StatusResult(
    SyncRelation Relation,
    string VaultFile,
    string Store,
    VaultVersion? Local,
    VaultVersion? Remote,
    string? PendingHistoryKey) : VerbResult
{
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
        SyncRelation.NothingAnywhere => $"no vault here and none in {Store}: SaveVault makes one",
        SyncRelation.OnlyRemote => $"no vault file here; {Store} holds one: PullVault fetches it",
        SyncRelation.OnlyLocal => $"'{VaultFile}' was never pushed to {Store}: PushVault sends it",
        SyncRelation.InSync => $"in sync: '{VaultFile}' is what {Store} holds",
        SyncRelation.LocalAhead => $"local is ahead: '{VaultFile}' has changes that PushVault would send to {Store}",
        SyncRelation.RemoteAhead => $"remote is ahead: {Store} has a newer vault that PullVault would fetch",
        SyncRelation.Diverged => $"diverged: both '{VaultFile}' and {Store} have changed; pull into another --vault-file and compare",
        SyncRelation.Damaged when Remote is null => $"'{VaultFile}' is damaged, and {Store} holds no vault: SaveVault --force makes a new one",
        SyncRelation.Damaged => $"'{VaultFile}' is damaged: PullVault keeps it under another name and fetches what {Store} holds",
        _ => $"'{VaultFile}' and {Store} differ, and this workspace has never synced with that store",
    } + (PendingHistoryKey is null ? "" : "; an interrupted push has still to make its history copy: run PushVault again");

    private static string JsonNamingPolicyText(SyncRelation relation) =>
        System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(relation.ToString());
}
