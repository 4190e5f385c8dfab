using TazPod.Vault.History;
using TazPod.Vault.Session;
using TazPod.Vault.Storage;

namespace TazPod.Vault.Sync;

/// <summary>The first requests of a push: HEAD, and the listing of the history. If the vault file is known to be changed, they are sent
/// side by side, which saves a round trip.</summary>
/// <remarks>The HEAD decides what is reported: a listing that turns out not to be needed is cancelled, whatever its outcome.</remarks>
internal sealed class PushRequests : IAsyncDisposable
{
    private readonly IObjectStore store;
    private readonly CancellationTokenSource stopping;
    private Task<HistoryListing>? early;
    private string? seen;

    /// <summary>Sends the HEAD.</summary>
    public PushRequests(SessionRemote remote, CancellationToken cancellationToken)
    {
        store = remote.Store;
        stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Head = store.HeadObjectAsync(ObjectKeys.Latest, stopping.Token);
    }

    /// <summary>The answer to the HEAD.</summary>
    public Task<HeadResult> Head { get; }

    /// <summary>Sends the listing without waiting for the HEAD.</summary>
    /// <param name="etag">The ETag that the HEAD is expected to show.</param>
    public void BeginListing(string etag)
    {
        seen = etag;
        early = HistoryListing.ReadAsync(store, stopping.Token);
    }

    /// <summary>The listing. One that was sent early is used only if latest is the version that was expected, so that it shows what a
    /// listing after the HEAD would show.</summary>
    /// <param name="latest">The object at latest.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task<HistoryListing> ListAsync(ObjectHead? latest, CancellationToken cancellationToken) =>
        early is not null && latest?.ETag == seen ? early : HistoryListing.ReadAsync(store, cancellationToken);

    /// <summary>Cancels what is still running, and waits for its end.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await ((Task)Head).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await ((Task?)early ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stopping.Dispose();
    }
}
