namespace TazPod.Vault.Storage;

/// <summary>The result of a HEAD.</summary>
/// <param name="ServerTime">The answer's Date: the store's own clock.</param>
/// <param name="Head">The object's metadata; null if there is no object.</param>
public sealed record HeadResult(DateTimeOffset ServerTime, ObjectHead? Head);
