namespace TazPod.Vault.Results;

/// <summary>One row of the history.</summary>
/// <param name="Index">The value for <c>--index</c>: 1 is the newest.</param>
/// <param name="Stamp">The value for <c>--at</c>: UTC, <c>yyyyMMddTHHmmss</c>.</param>
/// <param name="Time">The stamp as an instant.</param>
/// <param name="Key">The copy's key.</param>
/// <param name="Size">Bytes.</param>
/// <param name="IsLatest">Whether it has the same content as latest.</param>
/// <param name="ContentSha256">The content hash in its label; null without a label.</param>
/// <param name="PushedBy">Who pushed it; null if not labelled.</param>
/// <param name="PushedFrom">The CI run or commit that pushed it; null if not labelled.</param>
/// <param name="IsPinned">Whether it is pinned, so that no prune removes it.</param>
/// <param name="Note">Why it is pinned; null without a note.</param>
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
    string? Note)
{
    /// <summary>The number of the revision in its label, 1 or more; null without a label.</summary>
    public long? Revision { get; init; }
}
