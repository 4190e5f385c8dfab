using TazPod.Vault.History;
using TazPod.Vault.Results;
using TazPod.Vault.Session;
using TazPod.Vault.Settings;
using TazPod.Vault.Storage;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Sync;

/// <summary>A pull's single request to the store, sent before the workspace is locked. A workspace that already has latest writes nothing,
/// so any number of pulls can check this at the same time.</summary>
/// <remarks>The response is still valid under the lock, as long as the file and the recorded state are unchanged since the
/// request.</remarks>
internal sealed class LatestQuery : IAsyncDisposable
{
    private readonly LocalVault local;
    private readonly string? sentETag;
    private ObjectDownload? answer;

    private LatestQuery(LocalVault local, string? sentETag, ObjectDownload? answer) =>
        (this.local, this.sentETag, this.answer) = (local, sentETag, answer);

    /// <summary>The result of a pull that has nothing to do and nothing to write; null if there may be something.</summary>
    public PullResult? Unchanged { get; private init; }

    /// <summary>Sends the request, if the recorded ETag belongs to the current file.</summary>
    /// <returns>Null if there is no file to check.</returns>
    public static async Task<LatestQuery?> SendAsync(VaultSession session, CopySelector copy, CancellationToken cancellationToken)
    {
        if (!copy.IsLatest || LocalVault.Look(session.Workspace.Location.File, cancellationToken) is not { } local)
        {
            return null;
        }

        var remote = session.Remote.Known;
        if (remote.ETag is not { } etag || remote.VaultSha256 != local.Sha256)
        {
            return new LatestQuery(local, null, null);
        }

        var answer = await session.Remote.Store.GetObjectAsync(ObjectKeys.Latest, etag, cancellationToken);
        var needsNothing = answer.Outcome == GetOutcome.NotModified
            && remote.SyncedSha256 == local.Sha256
            && (session.Workspace.State.FactsOf(local.Sha256)?.ContentSha256 is not { } label || Sidecar.Says(session.Workspace.Location, label));
        return new LatestQuery(local, etag, answer)
        {
            Unchanged = needsNothing ? PullVerb.Unchanged(session, local, ObjectKeys.Latest, remote.Stamp, etag) : null,
        };
    }

    /// <summary>The vault file, unless it has changed since.</summary>
    public LocalVault? File(string path) => LocalVault.IsUnchanged(local, path) ? local : null;

    /// <summary>Hands out the response once, to a caller that would send the same request.</summary>
    /// <param name="etag">The ETag for that request.</param>
    public ObjectDownload? Take(string etag)
    {
        if (etag != sentETag)
        {
            return null;
        }

        var taken = answer;
        answer = null;
        return taken;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => answer?.DisposeAsync() ?? ValueTask.CompletedTask;
}
