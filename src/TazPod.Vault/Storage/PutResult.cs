namespace TazPod.Vault.Storage;

/// <summary>The answer to a PUT.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="ETag">The new object's ETag, unquoted, when it was stored; otherwise empty.</param>
public sealed record PutResult(PutOutcome Outcome, string ETag = "");
