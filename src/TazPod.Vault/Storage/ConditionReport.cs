namespace TazPod.Vault.Storage;

/// <summary>What a store was found to honour.</summary>
/// <param name="Support">Whether conditional writes can be relied on: <see cref="ConditionSupport.Honoured"/> or not, never unknown.</param>
/// <param name="Reason">What the store did, short enough for the end of a sentence.</param>
/// <param name="CopyWorks">Whether COPY works and answers the source's ETag.</param>
internal sealed record ConditionReport(ConditionSupport Support, string Reason, bool CopyWorks)
{
    /// <summary>Probe objects that could not be removed again; empty as a rule.</summary>
    public IReadOnlyList<string> LeftBehind { get; init; } = [];

    /// <summary>Why they could not be removed; null when nothing is left.</summary>
    public string? WhyLeft { get; init; }

    /// <summary>What to do about that; null where nothing tells.</summary>
    public string? HintOnLeft { get; init; }
}
