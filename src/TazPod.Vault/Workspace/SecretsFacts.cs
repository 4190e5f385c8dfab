namespace TazPod.Vault.Workspace;

/// <summary>The vault that a secrets directory was last unlocked from or saved to.</summary>
/// <param name="VaultSha256">SHA-256 of that vault file.</param>
/// <param name="LocalMac">Fingerprint of the tree at that time, keyed by this workspace's own key. It stays valid when the passphrase
/// changes, and reveals nothing to anyone who reads only this record.</param>
internal sealed record SecretsFacts(string VaultSha256, string LocalMac)
{
    /// <summary>The version in the store that the directory descends from; null if unknown.</summary>
    public StoredVersion? Base { get; init; }

    /// <summary>Whether the directory comes from this vault, or from one with the same content.</summary>
    /// <param name="vaultSha256">SHA-256 of the vault file.</param>
    /// <param name="localMac">Fingerprint of its content under this workspace's own key; null if unknown.</param>
    public bool ComesFrom(string vaultSha256, string? localMac) => VaultSha256 == vaultSha256 || LocalMac == localMac;
}
