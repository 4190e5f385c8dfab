using TazPod.Vault.History;
using TazPod.Vault.Storage;

namespace TazPod.Vault.Copies;

/// <summary>Finds the copies with the same content as latest, from a listing and at most one more request.</summary>
internal static class LatestCopy
{
    /// <summary>The keys of the copies with the same content as latest; empty if none is known.</summary>
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
            // If ETags are not MD5s, a copy's ETag differs from its source's. Then latest's label names its copy.
            var head = (await store.HeadObjectAsync(ObjectKeys.Latest, cancellationToken)).Head;
            if (head is { ETagIsMd5: false } && head.Label(ObjectLabels.HistoryKey) is { } named)
            {
                keys.Add(named);
            }
        }

        return keys;
    }

    /// <summary>The keys of the copies that must not be pruned because they may hold latest. If the copy that latest names is missing, and
    /// ETags do not show which other copies have the same bytes, these are all copies of the same size.</summary>
    public static async Task<IReadOnlySet<string>> SparedAsync(
        IObjectStore store, HistoryListing listing, CancellationToken cancellationToken)
    {
        var keys = await KeysAsync(store, listing, cancellationToken);
        return keys.Count == 0 || listing.Copies.Any(copy => keys.Contains(copy.Key))
            ? keys
            : listing.Copies.Where(copy => copy.Size == listing.Latest?.Size).Select(copy => copy.Key).ToHashSet();
    }
}
