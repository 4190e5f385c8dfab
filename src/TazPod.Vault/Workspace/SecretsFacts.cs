namespace TazPod.Vault.Workspace;

/// <summary>Which vault a secrets directory was last unlocked from or saved to.</summary>
/// <param name="VaultSha256">SHA-256 of that vault file.</param>
/// <param name="LocalMac">Fingerprint of the tree that was there then, keyed by this workspace's own key: it outlives a change of
/// passphrase and says nothing to anybody who reads only this record.</param>
internal sealed record SecretsFacts(string VaultSha256, string LocalMac);
