using TazPod.Vault.Errors;
using TazPod.Vault.History;
using TazPod.Vault.Session;
using TazPod.Vault.Storage;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Sync;

/// <summary>Makes the history copy of the vault that was just written to latest.</summary>
/// <remarks>The store copies latest. If that is not the object we just wrote, another writer was in between, and our own bytes are uploaded
/// to the history instead.</remarks>
internal sealed class HistoryWrite(VaultSession session)
{
    private readonly IObjectStore store = session.Remote.Store;
    private bool isOther;

    /// <param name="local">The vault that was written.</param>
    /// <param name="labels">Its labels.</param>
    /// <param name="etag">Its ETag, as returned by the store.</param>
    /// <param name="historyKey">The key of the copy.</param>
    /// <param name="before">The previous ETag of latest; null if there was none.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Whether latest was written: false if the previous object is still there, despite the response.</returns>
    /// <exception cref="VaultException">2007: latest was updated, but the copy is still missing.</exception>
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
                $"latest was updated, but its history copy {ObjectKeys.StampOf(historyKey)} is pending: {failure.Message}",
                "Run PushVault again: it only makes the copy.",
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
            session.Output.Detail($"the store did not copy ({failure.Message}); uploading the bytes again");
            return false;
        }

        if (copy.Outcome == CopyOutcome.NotSupported)
        {
            session.Output.Detail("the store cannot copy; uploading the bytes again");
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

    // If ETags are not MD5s (encryption with managed keys), a faithful copy has a different ETag, so the copy itself is checked.
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
