namespace TazPod.Vault.Storage;

/// <summary>The answer to a HEAD.</summary>
/// <param name="ServerTime">The answer's Date: the store's own clock.</param>
/// <param name="Head">The object's facts; null when there is none.</param>
public sealed record HeadResult(DateTimeOffset ServerTime, ObjectHead? Head);
