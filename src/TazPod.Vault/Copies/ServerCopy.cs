using TazPod.Vault.Downloads;
using TazPod.Vault.Errors;
using TazPod.Vault.Session;
using TazPod.Vault.Storage;

namespace TazPod.Vault.Copies;

/// <summary>Copies an object within the store with new labels. If the store cannot copy, the bytes are downloaded and uploaded.</summary>
internal sealed class ServerCopy(VaultSession session)
{
    private readonly IObjectStore store = session.Remote.Store;

    /// <param name="source">The object to copy, as last seen.</param>
    /// <param name="key">The destination. The source's own key only changes its labels.</param>
    /// <param name="labels">All metadata of the copy.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="VaultException">2003: the source was removed or replaced since; 2005: the store reported that the copy was made,
    /// but it was not.</exception>
    public async Task RunAsync(
        ObjectHead source, string key, IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken)
    {
        var copy = await store.CopyObjectAsync(source.Key, source.ETag, key, labels, cancellationToken);
        var isDone = copy.Outcome switch
        {
            CopyOutcome.NotSupported => await SendAsync(source, key, labels, cancellationToken),

            // A store may ignore the condition on the source. If ETags are not MD5s, a copy has a different ETag; AWS honours the
            // condition.
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
                $"{session.Remote.Name} answered that '{key}' was written, but it was not",
                "Run the same step again; if it still fails, a proxy between here and the store may be answering instead.");
        }
    }

    private static bool IsCopy(ObjectHead made, ObjectHead source, IReadOnlyDictionary<string, string> labels) =>
        made.Size == source.Size
        && (made.ETag == source.ETag || !made.ETagIsMd5 || !source.ETagIsMd5)
        && labels.All(label => made.Metadata.GetValueOrDefault(label.Key, "") == label.Value);

    private async Task<bool> SendAsync(
        ObjectHead source, string key, IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken)
    {
        session.Output.Detail("the store cannot copy; the bytes are downloaded and uploaded again");
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
