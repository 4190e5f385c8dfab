namespace TazPod.Vault.Storage;

/// <summary>The result of a PUT.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="ETag">The new object's ETag, unquoted, if it was stored; otherwise empty.</param>
public sealed record PutResult(PutOutcome Outcome, string ETag = "");
