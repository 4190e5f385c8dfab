namespace TazPod.Vault.Results;

/// <summary>The secrets directory in the result of VaultStatus.</summary>
/// <param name="Directory">The directory.</param>
/// <param name="State">Its state.</param>
public sealed record SecretsStatus(string Directory, SecretsState State)
{
    /// <inheritdoc/>
    public override string ToString() => Describe(SyncRelation.InSync);

    /// <summary>Its state, and what to do about it.</summary>
    /// <param name="relation">Which side is ahead. It decides which step leads forward.</param>
    internal string Describe(SyncRelation relation) => State switch
    {
        SecretsState.Missing => $"the secrets are not unlocked: there is no '{Directory}'",
        SecretsState.NeverUnlocked => $"'{Directory}' was never unlocked or saved here",
        SecretsState.Clean => $"'{Directory}' is clean",
        SecretsState.Edited when relation == SyncRelation.RemoteAhead =>
            $"'{Directory}' was edited; to keep the edits: {MergeSteps.OfTrees}",
        SecretsState.Edited => $"'{Directory}' was edited: SaveVault saves it",
        SecretsState.Outdated when relation == SyncRelation.OlderCopy => $"'{Directory}' comes from another vault",
        SecretsState.Outdated => $"'{Directory}' comes from another vault than the vault file: UnlockVault replaces it",
        _ => $"'{Directory}' was edited and comes from another vault than the vault file; to keep the edits: {MergeSteps.OfTrees}",
    };
}
