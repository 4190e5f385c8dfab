namespace TazPod.Vault.Storage;

/// <summary>The result of a GET. Dispose it to release the connection.</summary>
public sealed class ObjectDownload : IAsyncDisposable
{
    private readonly IDisposable? owner;

    /// <summary>Creates a result.</summary>
    /// <param name="outcome">The outcome of the request.</param>
    /// <param name="serverTime">The answer's Date.</param>
    /// <param name="head">The object's metadata, if it was found.</param>
    /// <param name="content">Its content, if it was found. A read throws if the connection breaks or ends early.</param>
    /// <param name="owner">Another object to dispose.</param>
    public ObjectDownload(
        GetOutcome outcome, DateTimeOffset serverTime, ObjectHead? head = null, Stream? content = null, IDisposable? owner = null)
    {
        Outcome = outcome;
        ServerTime = serverTime;
        Head = head;
        Content = content ?? Stream.Null;
        this.owner = owner;
    }

    /// <summary>The outcome of the request.</summary>
    public GetOutcome Outcome { get; }

    /// <summary>The store's own clock.</summary>
    public DateTimeOffset ServerTime { get; }

    /// <summary>The object's metadata; null unless <see cref="GetOutcome.Found"/>.</summary>
    public ObjectHead? Head { get; }

    /// <summary>The content; empty unless <see cref="GetOutcome.Found"/>.</summary>
    public Stream Content { get; }

    /// <summary>Whether the content is checked against a checksum kept by the store while it is read. A read throws if they
    /// differ.</summary>
    public bool ContentIsChecked { get; init; }

    /// <inheritdoc/>
    /// <remarks>Never fails: a caller that is done with a download, or has already seen a failure, does not need to know about another
    /// one.</remarks>
    public async ValueTask DisposeAsync()
    {
        await Quietly(Content.DisposeAsync).ConfigureAwait(false);
        await Quietly(() =>
        {
            owner?.Dispose();
            return ValueTask.CompletedTask;
        }).ConfigureAwait(false);
    }

#pragma warning disable CA1031 // See above.
    private static async ValueTask Quietly(Func<ValueTask> dispose)
    {
        try
        {
            await dispose().ConfigureAwait(false);
        }
        catch (Exception)
        {
            // Some self-checking streams fail when they are closed before their end was read.
        }
    }
#pragma warning restore CA1031
}
