namespace TazPod.Vault.Storage;

/// <summary>The result of testing what a store honours.</summary>
/// <param name="Support">Whether conditional writes are reliable: <see cref="ConditionSupport.Honoured"/> or not, never unknown.</param>
/// <param name="Reason">The store's behaviour, in words that fit the end of a sentence.</param>
/// <param name="CopyWorks">Whether COPY works and returns the source's ETag.</param>
internal sealed record ConditionReport(ConditionSupport Support, string Reason, bool CopyWorks)
{
    /// <summary>Probe objects that could not be removed; normally empty.</summary>
    public IReadOnlyList<string> LeftBehind { get; init; } = [];

    /// <summary>Why they could not be removed; null if none is left.</summary>
    public string? WhyLeft { get; init; }

    /// <summary>What to do about them; null if unknown.</summary>
    public string? HintOnLeft { get; init; }
}
