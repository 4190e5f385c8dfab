using TazPod.Vault.History;
using TazPod.Vault.Options;
using TazPod.Vault.Results;
using TazPod.Vault.Session;
using TazPod.Vault.Settings;
using TazPod.Vault.Storage;
using TazPod.Vault.Text;
using TazPod.Vault.Verbs;

namespace TazPod.Vault.Copies;

/// <summary>ListHistory: lists the copies, newest first, and who pushed them.</summary>
internal sealed class HistoryVerb(VaultSession session, HistoryOptions options)
{
    /// <summary>The verb.</summary>
    public static readonly VerbDefinition<HistoryOptions, HistoryResult> Definition =
        new(HistoryResult.Name, "history", "Lists the history copies, newest first")
        {
            Details = "the copies, or the `--last=N` newest: stamp, revision, age, size, content hash, pushed by and from",
            Requests = "1 per 1000, and 1 per row shown",
            Examples = ["", "--bucket=my-vaults"],
            Reads = [.. SettingCatalog.OfStore, .. SettingCatalog.Common],
            Options = [OptionCatalog.Last],
            NeedsStore = true,
            OptionsOf = HistoryOptions.Of,
            Run = static (session, options, cancel) => new HistoryVerb(session, options).RunAsync(cancel),
        };

    // A listing contains no metadata: to find out who pushed a copy, we send one HEAD each, for one screenful and several at a time.
    private const int MostHeads = 100;
    private const int HeadsAtOnce = 8;

    public async Task<HistoryResult> RunAsync(CancellationToken cancellationToken)
    {
        var listing = await HistoryListing.ReadAsync(session.Remote.Store, cancellationToken);
        var all = listing.Restorable;
        IReadOnlyList<HistoryCopy> copies = [.. all.Take(options.Last ?? int.MaxValue)];
        int[] withHeads = [.. Enumerable.Range(0, copies.Count).Where(index => index < MostHeads || listing.IsPinned(copies[index].Stamp))];
        var heads = new ObjectHead?[copies.Count];
        await Parallel.ForEachAsync(
            withHeads,
            new ParallelOptions { MaxDegreeOfParallelism = HeadsAtOnce, CancellationToken = cancellationToken },
            async (index, cancel) => heads[index] = (await session.Remote.Store.HeadObjectAsync(copies[index].Key, cancel)).Head);
        if (copies.Count > MostHeads)
        {
            session.Output.Notice($"the pusher is shown only for the newest {MostHeads} copies");
        }

        // If the same bytes were pushed twice, there are two copies. Only the newest is marked as latest.
        var keys = await LatestCopy.KeysAsync(session.Remote.Store, listing, cancellationToken);
        var latest = all.FirstOrDefault(copy => IsLatest(copy, listing, keys))?.Stamp;
        var entries = copies.Select((copy, index) => Entry(
            copy, index, heads[index], copy.Stamp == latest, listing.IsPinned(copy.Stamp)));
        return new HistoryResult(session.Remote.Name, listing.Latest is not null, [.. entries])
        {
            Total = all.Count,
            HasCopyOfLatest = latest is not null,
        };
    }

    // A pinned copy has its own key and the same bytes as its history copy.
    private static bool IsLatest(HistoryCopy copy, HistoryListing listing, IReadOnlySet<string> latest) =>
        latest.Contains(ObjectKeys.ForStamp(copy.Stamp)) || (copy.ETag == listing.Latest?.ETag && copy.Size == listing.Latest?.Size);

    private static HistoryEntry Entry(HistoryCopy copy, int index, ObjectHead? head, bool isLatest, bool isPinned) => new(
        index + 1,
        copy.Stamp.ToString(),
        copy.Stamp.Time,
        copy.Key,
        copy.Size,
        isLatest,
        head?.Label(ObjectLabels.ContentSha256),
        head?.Label(ObjectLabels.PushedBy),
        head?.Label(ObjectLabels.PushedFrom),
        isPinned,
        head?.Label(ObjectLabels.PinNote) is { } note ? LabelText.Decode(note) : null)
    {
        Revision = ObjectLabels.RevisionOf(head),
    };
}
