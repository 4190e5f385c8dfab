namespace TazPod.Vault.Results;

/// <summary>The secrets directory in the result of VaultStatus.</summary>
/// <param name="Directory">The directory.</param>
/// <param name="State">Its state.</param>
public sealed record SecretsStatus(string Directory, SecretsState State)
{
    /// <inheritdoc/>
    public override string ToString() => State switch
    {
        SecretsState.Missing => $"the secrets are not unlocked: there is no '{Directory}'",
        SecretsState.NeverUnlocked => $"'{Directory}' was never unlocked or saved here",
        SecretsState.Clean => $"'{Directory}' is clean",
        SecretsState.Edited => $"'{Directory}' was edited: SaveVault saves it",
        SecretsState.Outdated => $"'{Directory}' comes from an older vault: UnlockVault updates it",
        _ => $"'{Directory}' was edited and comes from an older vault: unlock into another --secrets directory, merge the edits there and save that",
    };
}
