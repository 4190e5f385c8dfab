using TazPod.Vault.Storage;

namespace TazPod.Vault.History;

/// <summary>The result of one LIST below the vault's prefix: latest and the copies, newest first.</summary>
internal sealed class HistoryListing
{
    private readonly HashSet<Stamp> taken;

    private HistoryListing(ObjectInfo? latest, IReadOnlyList<HistoryCopy> copies, IReadOnlyList<HistoryCopy> pins)
    {
        Latest = latest;
        Copies = copies;
        Pins = pins;

        // A pinned copy has the bytes of the history copy with the same stamp, and is never overwritten.
        Restorable = [.. pins.Concat(copies).DistinctBy(copy => copy.Stamp).OrderByDescending(copy => copy.Stamp)];
        taken = [.. Restorable.Select(copy => copy.Stamp)];
    }

    public ObjectInfo? Latest { get; }

    /// <summary>Newest first, by the stamp in the key. Foreign objects below the prefix are ignored.</summary>
    public IReadOnlyList<HistoryCopy> Copies { get; }

    /// <summary>The pinned copies, newest first.</summary>
    public IReadOnlyList<HistoryCopy> Pins { get; }

    /// <summary>Every version that can be pulled, each once, newest first. <c>--index</c> counts these.</summary>
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

    /// <summary>Whether the copy with this stamp is pinned.</summary>
    public bool IsPinned(Stamp stamp) => Pins.Any(pin => pin.Stamp == stamp);

    /// <summary>The copies that hold exactly these bytes, judged by ETag and size.</summary>
    public IEnumerable<HistoryCopy> WithContent(string etag, long size) =>
        Copies.Where(copy => copy.ETag == etag && copy.Size == size);

    /// <summary>The copies that hold exactly these bytes and can belong to a version with this stamp: made under this stamp, or later if
    /// that second was taken. An older copy with equal bytes belongs to another version. It may still be deleted by a run that decided so
    /// when the copy was surplus.</summary>
    /// <param name="etag">The ETag of the bytes.</param>
    /// <param name="size">The number of bytes.</param>
    /// <param name="pushedAs">The version's stamp; null if unknown, in which case any copy counts.</param>
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

    /// <summary>The stamp of a new push: now, but at least one second after the newest copy, so that keys sort correctly and never
    /// collide.</summary>
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
