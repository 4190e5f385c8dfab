namespace TazPod.Testing.S3.State;

/// <summary>The state of the endpoint: its buckets, its clock and its quirks. <see cref="Lock"/> guards all of it.</summary>
internal sealed class S3State(S3EndpointOptions options)
{
    private S3Quirks quirks = options.Quirks;
    private int conflictsLeft = options.Quirks.ConflictOnConditionalPut;

    public Lock Lock { get; } = new();

    public SortedDictionary<string, StoredBucket> Buckets { get; } = new(KeyOrder.Instance);

    public string Region { get; } = options.Region;

    public TimeProvider Clock { get; } = options.Clock;

    public S3Quirks Quirks
    {
        get
        {
            lock (Lock)
                return quirks;
        }

        set
        {
            lock (Lock)
            {
                quirks = value;
                conflictsLeft = value.ConflictOnConditionalPut;
            }
        }
    }

    public StoredBucket BucketNamed(string name)
    {
        lock (Lock)
        {
            if (!Buckets.TryGetValue(name, out var bucket))
                Buckets.Add(name, bucket = new StoredBucket(this, name));
            return bucket;
        }
    }

    /// <summary>Whether to answer this conditional put with a conflict.</summary>
    public bool TakeConflict()
    {
        lock (Lock)
            return conflictsLeft > 0 && conflictsLeft-- > 0;
    }
}
