namespace TazPod.Vault.Workspace;

/// <summary>A push that has written latest, or was about to, and has not finished. The next run finishes it.</summary>
/// <param name="HistoryKey">The key for its history copy.</param>
/// <param name="VaultSha256">The hash of the pushed bytes.</param>
internal sealed record PendingPush(string HistoryKey, string VaultSha256);
