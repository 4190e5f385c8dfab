namespace TazPod.Vault.Workspace;

/// <summary>A version of the vault in the store, by the stamp of its copy.</summary>
/// <param name="Stamp">The stamp.</param>
/// <param name="VaultSha256">SHA-256 of its bytes when it was pushed or pulled here.</param>
/// <param name="LocalMac">Fingerprint of its content under this workspace's own key, which stays the same when the version is sealed
/// again; null if it was not read here.</param>
internal sealed record StoredVersion(string Stamp, string VaultSha256, string? LocalMac = null);
