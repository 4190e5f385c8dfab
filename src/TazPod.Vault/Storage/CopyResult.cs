namespace TazPod.Vault.Storage;

/// <summary>The answer to a COPY.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="ETag">The copy's ETag, unquoted, when it was made; otherwise empty.</param>
public sealed record CopyResult(CopyOutcome Outcome, string ETag = "");
