namespace TazPod.Vault.Workspace;

/// <summary>A push that wrote, or was about to write, latest and has not finished: what the next run finishes.</summary>
/// <param name="HistoryKey">Where its history copy goes.</param>
/// <param name="VaultSha256">The bytes that were pushed.</param>
internal sealed record PendingPush(string HistoryKey, string VaultSha256);
