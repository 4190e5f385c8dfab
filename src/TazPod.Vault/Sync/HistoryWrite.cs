using TazPod.Vault.Errors;
using TazPod.Vault.History;
using TazPod.Vault.Session;
using TazPod.Vault.Storage;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Sync;

/// <summary>Makes the history copy of what was just written to latest.</summary>
/// <remarks>The store copies what stands at latest; if that is not what we just put there, somebody wrote in between, and our own
/// bytes are sent to the history instead.</remarks>
internal sealed class HistoryWrite(VaultSession session)
{
    private readonly IObjectStore store = session.Remote.Store;
    private bool isOther;

    /// <param name="local">The vault that was written.</param>
    /// <param name="labels">Its labels.</param>
    /// <param name="etag">Its ETag, as the store answered.</param>
    /// <param name="historyKey">The key of the copy.</param>
    /// <param name="before">The ETag that stood at latest before; null when nothing did.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Whether latest was written: false when what stood there before still does, whatever the answer said.</returns>
    /// <exception cref="VaultException">2007: latest is new, the copy is still to be made.</exception>
    public async Task<bool> RunAsync(
        LocalVault local, IReadOnlyDictionary<string, string> labels, string etag, string historyKey, string? before, CancellationToken cancellationToken)
    {
        try
        {
            if (!await TryCopyAsync(local, etag, historyKey, cancellationToken))
            {
                if (isOther && etag != before && (await store.HeadObjectAsync(ObjectKeys.Latest, cancellationToken)).Head?.ETag == before)
                {
                    return false;
                }

                NoteOther();
                var progress = session.Output.Progress("uploading the history copy", local.Size);
                await store.PutObjectAsync(historyKey, local.ReadBytes(), labels, WriteCondition.None, progress, cancellationToken);
            }

            return true;
        }
        catch (VaultException failure)
        {
            throw VaultErrors.CopyPending.With(
                $"latest is new, its history copy {ObjectKeys.StampOf(historyKey)} is pending: {failure.Message}",
                "Run PushVault again: it makes the copy and sends nothing else.",
                failure);
        }
    }

    private async Task<bool> TryCopyAsync(LocalVault local, string etag, string historyKey, CancellationToken cancellationToken)
    {
        CopyResult copy;
        try
        {
            copy = await store.CopyObjectAsync(ObjectKeys.Latest, etag, historyKey, cancellationToken);
        }
        catch (VaultException failure)
        {
            session.Output.Detail($"the store did not copy ({failure.Message}); the bytes are sent again");
            return false;
        }

        if (copy.Outcome == CopyOutcome.NotSupported)
        {
            session.Output.Detail("the store does not copy; the bytes are sent again");
            return false;
        }

        if (copy.Outcome == CopyOutcome.Copied && (copy.ETag == etag || await IsOursAsync(local, etag, historyKey, cancellationToken)))
        {
            return true;
        }

        isOther = true;
        return false;
    }

    private void NoteOther()
    {
        if (isOther)
        {
            session.Output.Notice("another writer replaced latest right after this push; this push is in the history. Run VaultStatus, then PullVault");
        }
    }

    // Where ETags are not MD5s (encryption with managed keys) a faithful copy has another one: look at the copy itself.
    private async Task<bool> IsOursAsync(LocalVault local, string etag, string historyKey, CancellationToken cancellationToken)
    {
        if (etag == local.ComputeMd5())
        {
            return false;
        }

        var made = await store.HeadObjectAsync(historyKey, cancellationToken);
        return made.Head is { } head && head.Size == local.Size && head.Label(ObjectLabels.VaultSha256) == local.Sha256;
    }
}
