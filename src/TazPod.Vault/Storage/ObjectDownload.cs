namespace TazPod.Vault.Storage;

/// <summary>The answer to a GET; dispose it to release the connection.</summary>
public sealed class ObjectDownload : IAsyncDisposable
{
    private readonly IDisposable? owner;

    /// <summary>Makes an answer.</summary>
    /// <param name="outcome">How the request ended.</param>
    /// <param name="serverTime">The answer's Date.</param>
    /// <param name="head">The object's facts when it was found.</param>
    /// <param name="content">Its content when it was found; a read throws when the connection breaks or ends early.</param>
    /// <param name="owner">What else to dispose.</param>
    public ObjectDownload(
        GetOutcome outcome, DateTimeOffset serverTime, ObjectHead? head = null, Stream? content = null, IDisposable? owner = null)
    {
        Outcome = outcome;
        ServerTime = serverTime;
        Head = head;
        Content = content ?? Stream.Null;
        this.owner = owner;
    }

    /// <summary>How the request ended.</summary>
    public GetOutcome Outcome { get; }

    /// <summary>The store's own clock.</summary>
    public DateTimeOffset ServerTime { get; }

    /// <summary>The object's facts; null unless <see cref="GetOutcome.Found"/>.</summary>
    public ObjectHead? Head { get; }

    /// <summary>The content; empty unless <see cref="GetOutcome.Found"/>.</summary>
    public Stream Content { get; }

    /// <summary>Whether the content is compared, as it is read, with a checksum that the store keeps: a read throws where it differs.</summary>
    public bool ContentIsChecked { get; init; }

    /// <inheritdoc/>
    /// <remarks>Fails never: who is done with a download, or has met a failure already, has nothing to learn from this one.</remarks>
    public async ValueTask DisposeAsync()
    {
        await Quietly(Content.DisposeAsync);
        await Quietly(() =>
        {
            owner?.Dispose();
            return ValueTask.CompletedTask;
        });
    }

#pragma warning disable CA1031 // See above.
    private static async ValueTask Quietly(Func<ValueTask> dispose)
    {
        try
        {
            await dispose();
        }
        catch (Exception)
        {
            // A stream that checks itself where it is closed complains of one that was not read to its end.
        }
    }
#pragma warning restore CA1031
}
