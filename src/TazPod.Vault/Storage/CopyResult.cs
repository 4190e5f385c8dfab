namespace TazPod.Vault.Storage;

/// <summary>The result of a COPY.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="ETag">The copy's ETag, unquoted, if it was made; otherwise empty.</param>
public sealed record CopyResult(CopyOutcome Outcome, string ETag = "");
