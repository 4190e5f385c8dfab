namespace TazPod.Vault.History;

/// <summary>Which copies go: everything older than the newest N, except what must never go.</summary>
internal static class Retention
{
    /// <summary>Fewest copies that any setting may keep.</summary>
    public const int Minimum = 1;

    /// <summary>The copies to delete, oldest first.</summary>
    /// <param name="copies">All copies, newest first.</param>
    /// <param name="keep">How many of the newest stay.</param>
    /// <param name="isCopyOfLatest">Whether a copy holds what is latest: it stays, however old.</param>
    public static IReadOnlyList<HistoryCopy> Surplus(
        IReadOnlyList<HistoryCopy> copies, int keep, Func<HistoryCopy, bool> isCopyOfLatest) =>
        [.. copies.Skip(Math.Max(keep, Minimum)).Where(copy => !isCopyOfLatest(copy)).Reverse()];
}
