using TazPod.Vault.Storage;

namespace TazPod.Vault.History;

/// <summary>What one LIST below the vault's prefix shows: latest and the copies, newest first.</summary>
internal sealed class HistoryListing
{
    private readonly HashSet<Stamp> taken;

    private HistoryListing(ObjectInfo? latest, IReadOnlyList<HistoryCopy> copies, IReadOnlyList<HistoryCopy> pins)
    {
        Latest = latest;
        Copies = copies;
        Pins = pins;

        // A pinned copy has its bytes from the history copy of its stamp, and nobody writes over it.
        Restorable = [.. pins.Concat(copies).DistinctBy(copy => copy.Stamp).OrderByDescending(copy => copy.Stamp)];
        taken = [.. Restorable.Select(copy => copy.Stamp)];
    }

    public ObjectInfo? Latest { get; }

    /// <summary>Newest first, by the stamp in the key. Foreign objects below the prefix are not in it.</summary>
    public IReadOnlyList<HistoryCopy> Copies { get; }

    /// <summary>The pinned copies, newest first.</summary>
    public IReadOnlyList<HistoryCopy> Pins { get; }

    /// <summary>Every version that can be pulled, each once, newest first: what <c>--index</c> counts.</summary>
    public IReadOnlyList<HistoryCopy> Restorable { get; }

    public static async Task<HistoryListing> ReadAsync(IObjectStore store, CancellationToken cancellationToken)
    {
        ObjectInfo? latest = null;
        List<HistoryCopy> copies = [];
        List<HistoryCopy> pins = [];
        foreach (var info in await store.ListObjectsAsync(ObjectKeys.Root, cancellationToken))
        {
            if (info.Key == ObjectKeys.Latest)
            {
                latest = info;
            }
            else if (ObjectKeys.StampOf(info.Key) is { } stamp)
            {
                copies.Add(new HistoryCopy(info.Key, stamp, info.Size, info.ETag));
            }
            else if (ObjectKeys.PinnedStampOf(info.Key) is { } pinned)
            {
                pins.Add(new HistoryCopy(info.Key, pinned, info.Size, info.ETag));
            }
        }

        copies.Sort((left, right) => right.Stamp.CompareTo(left.Stamp));
        pins.Sort((left, right) => right.Stamp.CompareTo(left.Stamp));
        return new HistoryListing(latest, copies, pins);
    }

    /// <summary>Whether the copy of this stamp is pinned.</summary>
    public bool IsPinned(Stamp stamp) => Pins.Any(pin => pin.Stamp == stamp);

    /// <summary>The copies that hold these very bytes, as far as ETag and size can tell.</summary>
    public IEnumerable<HistoryCopy> WithContent(string etag, long size) =>
        Copies.Where(copy => copy.ETag == etag && copy.Size == size);

    /// <summary>The copies that hold these very bytes and can have been made for a version of this stamp: under it, or later where that
    /// second was taken. An older copy of equal bytes is another version's: a deletion that was decided when it was surplus may still be
    /// on its way.</summary>
    /// <param name="etag">The ETag of the bytes.</param>
    /// <param name="size">How many.</param>
    /// <param name="pushedAs">The version's stamp; null when it is not known: then any copy counts.</param>
    public IEnumerable<HistoryCopy> OfVersion(string etag, long size, Stamp? pushedAs) =>
        WithContent(etag, size).Where(copy => pushedAs is null || copy.Stamp >= pushedAs);

    /// <summary>A stamp that no copy has: the wanted one, or the first free second after it.</summary>
    public Stamp FreeFrom(Stamp wanted)
    {
        while (taken.Contains(wanted))
        {
            wanted = wanted.Next();
        }

        return wanted;
    }

    /// <summary>The stamp of a new push: now, but at least one second after the newest copy, so that keys sort and never collide.</summary>
    /// <param name="now">The store's clock.</param>
    /// <param name="justMade">A copy made after this listing, if any.</param>
    public Stamp ForPush(DateTimeOffset now, Stamp? justMade)
    {
        var stamp = new Stamp(now);
        if (Restorable.Count > 0 && stamp <= Restorable[0].Stamp)
        {
            stamp = Restorable[0].Stamp.Next();
        }

        return justMade is { } made && stamp <= made ? made.Next() : stamp;
    }
}
