using TazPod.Vault.History;
using TazPod.Vault.Results;
using TazPod.Vault.Storage;

namespace TazPod.Vault.Verbs;

/// <summary>ListHistory: the copies, newest first, and who pushed them.</summary>
internal sealed class HistoryVerb(VaultSession session)
{
    // A listing shows no metadata: who pushed a copy costs a HEAD each, so it is asked for a screenful and several at a time.
    private const int MostHeads = 100;
    private const int HeadsAtOnce = 8;

    public async Task<HistoryResult> RunAsync(CancellationToken cancellationToken)
    {
        var listing = await HistoryListing.ReadAsync(session.Store, cancellationToken);
        var heads = new ObjectHead?[Math.Min(listing.Copies.Count, MostHeads)];
        await Parallel.ForAsync(
            0,
            heads.Length,
            new ParallelOptions { MaxDegreeOfParallelism = HeadsAtOnce, CancellationToken = cancellationToken },
            async (index, cancel) =>
                heads[index] = (await session.Store.HeadObjectAsync(listing.Copies[index].Key, cancel)).Head);
        if (listing.Copies.Count > MostHeads)
        {
            session.Notice($"who pushed is shown for the newest {MostHeads} copies");
        }

        // The same bytes pushed twice have two copies; the one to show is the newest.
        var keys = await LatestCopy.KeysAsync(session.Store, listing, cancellationToken);
        var latest = listing.Copies.FirstOrDefault(copy => keys.Contains(copy.Key))?.Key;
        var entries = listing.Copies.Select((copy, index) => Entry(copy, index, index < heads.Length ? heads[index] : null, latest));
        return new HistoryResult(session.StoreName, listing.Latest is not null, [.. entries]);
    }

    private static HistoryEntry Entry(HistoryCopy copy, int index, ObjectHead? head, string? latest) => new(
        index + 1,
        copy.Stamp.ToString(),
        copy.Stamp.Time,
        copy.Key,
        copy.Size,
        copy.Key == latest,
        head?.Label(ObjectLabels.ContentSha256),
        head?.Label(ObjectLabels.PushedBy),
        head?.Label(ObjectLabels.PushedFrom));
}
