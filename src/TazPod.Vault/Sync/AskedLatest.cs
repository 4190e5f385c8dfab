using TazPod.Vault.History;
using TazPod.Vault.Results;
using TazPod.Vault.Session;
using TazPod.Vault.Settings;
using TazPod.Vault.Storage;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Sync;

/// <summary>A pull's one question to the store, asked before the workspace is locked: who has latest already writes nothing, so any number
/// of pulls may find that out at once.</summary>
/// <remarks>What it found is good under the lock too, as long as file and memory are still those that it was asked for.</remarks>
internal sealed class AskedLatest : IAsyncDisposable
{
    private readonly LocalVault local;
    private readonly string? asked;
    private ObjectDownload? answer;

    private AskedLatest(LocalVault local, string? asked, ObjectDownload? answer) =>
        (this.local, this.asked, this.answer) = (local, asked, answer);

    /// <summary>The result of a pull that has nothing to do and nothing to write; null when there is something, or may be.</summary>
    public PullResult? Unchanged { get; private init; }

    /// <summary>Asks, where the ETag that this workspace remembers speaks of the file that is here.</summary>
    /// <returns>Null when there is no file to ask for.</returns>
    public static async Task<AskedLatest?> AskAsync(VaultSession session, CopySelector copy, CancellationToken cancellationToken)
    {
        if (!copy.IsLatest || LocalVault.Look(session.Workspace.Location.File, cancellationToken) is not { } local)
        {
            return null;
        }

        var remote = session.Remote.Known;
        if (remote.ETag is not { } etag || remote.VaultSha256 != local.Sha256)
        {
            return new AskedLatest(local, null, null);
        }

        var answer = await session.Remote.Store.GetObjectAsync(ObjectKeys.Latest, etag, cancellationToken);
        var needsNothing = answer.Outcome == GetOutcome.NotModified
            && remote.SyncedSha256 == local.Sha256
            && (session.Workspace.State.FactsOf(local.Sha256)?.ContentSha256 is not { } label || Sidecar.Says(session.Workspace.Location, label));
        return new AskedLatest(local, etag, answer)
        {
            Unchanged = needsNothing ? PullVerb.Unchanged(session, local, ObjectKeys.Latest, remote.Stamp, etag) : null,
        };
    }

    /// <summary>The vault file, unless it changed since.</summary>
    public LocalVault? File(string path) => LocalVault.IsUnchanged(local, path) ? local : null;

    /// <summary>Hands the answer out, once, to who would ask the same.</summary>
    /// <param name="etag">The ETag that would be asked with.</param>
    public ObjectDownload? Take(string etag)
    {
        if (etag != asked)
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
