using TazPod.Vault.History;
using TazPod.Vault.Storage;

namespace TazPod.Vault.Copies;

/// <summary>Finds out which copies hold what is latest, from a listing and at most one more request.</summary>
internal static class LatestCopy
{
    /// <summary>The keys of the copies that hold latest; empty when none is known to.</summary>
    public static async Task<IReadOnlySet<string>> KeysAsync(
        IObjectStore store, HistoryListing listing, CancellationToken cancellationToken)
    {
        if (listing.Latest is not { } latest || listing.Copies.Count == 0)
        {
            return new HashSet<string>();
        }

        var keys = listing.WithContent(latest.ETag, latest.Size).Select(copy => copy.Key).ToHashSet();
        if (keys.Count == 0)
        {
            // Where ETags are not MD5s a copy has another one than its source; latest names its copy there.
            var head = (await store.HeadObjectAsync(ObjectKeys.Latest, cancellationToken)).Head;
            if (head is { ETagIsMd5: false } && head.Label(ObjectLabels.HistoryKey) is { } named)
            {
                keys.Add(named);
            }
        }

        return keys;
    }

    /// <summary>The keys of the copies that no prune may take for latest's sake: where the copy that latest names is gone and ETags do not
    /// tell which others hold the same bytes, every copy of its size.</summary>
    public static async Task<IReadOnlySet<string>> SparedAsync(
        IObjectStore store, HistoryListing listing, CancellationToken cancellationToken)
    {
        var keys = await KeysAsync(store, listing, cancellationToken);
        return keys.Count == 0 || listing.Copies.Any(copy => keys.Contains(copy.Key))
            ? keys
            : listing.Copies.Where(copy => copy.Size == listing.Latest?.Size).Select(copy => copy.Key).ToHashSet();
    }
}
