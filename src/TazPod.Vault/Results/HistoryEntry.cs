namespace TazPod.Vault.Results;

/// <summary>One row of the history.</summary>
/// <param name="Index">What <c>--index</c> takes: 1 is the newest.</param>
/// <param name="Stamp">What <c>--at</c> takes: UTC, <c>yyyyMMddTHHmmss</c>.</param>
/// <param name="Time">The same as an instant.</param>
/// <param name="Key">The copy's key.</param>
/// <param name="Size">Bytes.</param>
/// <param name="IsLatest">Whether it holds what is latest now.</param>
/// <param name="ContentSha256">The content hash it is labelled with; null when it carries none.</param>
/// <param name="PushedBy">Who pushed it; null when it does not say.</param>
/// <param name="PushedFrom">Which run or commit pushed it; null when it does not say.</param>
/// <param name="IsPinned">Whether it is pinned: no prune takes it.</param>
/// <param name="Note">Why it is pinned; null when nobody said.</param>
public sealed record HistoryEntry(
    int Index,
    string Stamp,
    DateTimeOffset Time,
    string Key,
    long Size,
    bool IsLatest,
    string? ContentSha256,
    string? PushedBy,
    string? PushedFrom,
    bool IsPinned,
    string? Note);
