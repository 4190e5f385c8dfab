namespace TazPod.Vault.Workspace;

/// <summary>Which vault a secrets directory was last unlocked from or saved to.</summary>
/// <param name="VaultSha256">SHA-256 of that vault file.</param>
/// <param name="TreeMac">Keyed fingerprint of the tree that was there then.</param>
internal sealed record SecretsFacts(string VaultSha256, string TreeMac);
