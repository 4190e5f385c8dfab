using TazPod.Vault.Downloads;
using TazPod.Vault.Errors;
using TazPod.Vault.Session;
using TazPod.Vault.Storage;

namespace TazPod.Vault.Copies;

/// <summary>Copies an object within the store under other labels: by the store itself where it can, through here where it cannot.</summary>
internal sealed class ServerCopy(VaultSession session)
{
    private readonly IObjectStore store = session.Remote.Store;

    /// <param name="source">What is copied, as it was seen.</param>
    /// <param name="key">Where to; the source's own key changes its labels alone.</param>
    /// <param name="labels">All metadata of the copy.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="VaultException">2003: the source was removed or replaced since it was seen; 2005: the store answered that the copy
    /// was made, and it was not.</exception>
    public async Task RunAsync(
        ObjectHead source, string key, IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken)
    {
        var copy = await store.CopyObjectAsync(source.Key, source.ETag, key, labels, cancellationToken);
        var isDone = copy.Outcome switch
        {
            CopyOutcome.NotSupported => await SendAsync(source, key, labels, cancellationToken),

            // A store may ignore the condition on the source; where ETags are no MD5s a copy has another one, and AWS honours it.
            CopyOutcome.Copied => copy.ETag == source.ETag || !source.ETagIsMd5,
            _ => false,
        };
        if (!isDone)
        {
            throw VaultErrors.CopyNotFound.With(
                $"'{source.Key}' in {session.Remote.Name} was removed or replaced at the same moment", "Run ListHistory and choose again.");
        }

        if ((await store.HeadObjectAsync(key, cancellationToken)).Head is not { } made || !IsCopy(made, source, labels))
        {
            throw VaultErrors.StoreFailed.With(
                $"{session.Remote.Name} answered that '{key}' was written, and it was not",
                "Run the same step again; if it stays so, something on the way answers in the store's place.");
        }
    }

    private static bool IsCopy(ObjectHead made, ObjectHead source, IReadOnlyDictionary<string, string> labels) =>
        made.Size == source.Size
        && (made.ETag == source.ETag || !made.ETagIsMd5 || !source.ETagIsMd5)
        && labels.All(label => made.Metadata.GetValueOrDefault(label.Key, "") == label.Value);

    private async Task<bool> SendAsync(
        ObjectHead source, string key, IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken)
    {
        session.Output.Detail("the store does not copy; the bytes take the way through here");
        await using var download = await store.GetObjectAsync(source.Key, cancellationToken: cancellationToken);
        if (download.Head?.ETag != source.ETag)
        {
            return false;
        }

        using var read = await VerifiedDownload.ReadAsync(session, download, "copying", cancellationToken);
        if (read.Size != source.Size)
        {
            return false;
        }

        var condition = key == source.Key ? WriteCondition.IfMatch(source.ETag) : WriteCondition.None;
        return (await store.PutObjectAsync(key, read.ReadBytes(), labels, condition, cancellationToken: cancellationToken)).Outcome == PutOutcome.Stored;
    }
}
