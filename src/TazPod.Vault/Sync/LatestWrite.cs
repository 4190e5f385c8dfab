using TazPod.Vault.Errors;
using TazPod.Vault.History;
using TazPod.Vault.Session;
using TazPod.Vault.Storage;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Sync;

/// <summary>Replaces latest by the store's own compare-and-swap, and finds out what happened when the answer does not tell.</summary>
internal sealed class LatestWrite(VaultSession session)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private readonly IObjectStore store = session.Store;

    /// <summary>Whether some attempt ended without a clear answer, so that the bytes may have been stored.</summary>
    public bool MayHaveWritten { get; private set; }

    /// <returns>The new ETag.</returns>
    /// <exception cref="VaultException">4001 somebody else's version stands there; 2xxx or 5xxx the store failed for good.</exception>
    public async Task<string> RunAsync(
        LocalVault local,
        IReadOnlyDictionary<string, string> labels,
        ObjectHead? before,
        bool honoursConditions,
        CancellationToken cancellationToken)
    {
        var condition = (honoursConditions, before) switch
        {
            (false, _) => WriteCondition.None,
            (_, null) => WriteCondition.IfAbsent,
            (_, { } there) => WriteCondition.IfMatch(there.ETag),
        };
        var pause = FirstPause;
        for (var attempt = 0; ; attempt++)
        {
            var (etag, failure) = await TryAsync(local, labels, before, condition, cancellationToken);
            if (etag is not null)
            {
                return etag;
            }

            // 412, 409, 404, an error, or no answer: what stands there now tells which it was. A refusal may come of something between here
            // and the store that has let the write through.
            var now = await LookAsync(failure, cancellationToken);
            if (now is not null && IsOurs(now, local, labels, before))
            {
                return now.ETag;
            }

            if (failure is not null && !IsPassing(failure))
            {
                MayHaveWritten = false;
                throw failure;
            }

            if (now?.ETag != before?.ETag)
            {
                throw RemoteConflict.CameFirst(session.StoreName, now);
            }

            if (attempt >= session.Settings.Retries)
            {
                throw failure ?? VaultErrors.StoreFailed.With(
                    $"not pushed: {session.StoreName} refuses a conditional write although nothing has moved",
                    "Some stores do so in a bucket with versioning. Run SetupStorage to probe it.");
            }

            session.Detail($"the write of latest did not succeed ({failure?.Message ?? "refused"}); trying again");
            await Task.Delay(pause, session.Time, cancellationToken);
            pause *= 2;
        }
    }

    private async Task<(string? ETag, VaultException? Failure)> TryAsync(
        LocalVault local,
        IReadOnlyDictionary<string, string> labels,
        ObjectHead? before,
        WriteCondition condition,
        CancellationToken cancellationToken)
    {
        try
        {
            var progress = session.Progress("uploading the vault", local.Size);
            await using var bytes = local.OpenRead();
            var content = new StreamedContent(bytes, local.Size, local.Md5);
            var put = await store.PutStreamAsync(ObjectKeys.Latest, content, labels, condition, progress, cancellationToken);
            return put.Outcome != PutOutcome.Stored ? (null, null)
                : put.ETag != before?.ETag || put.ETag == local.Md5 ? (put.ETag, null)
                : throw VaultErrors.StoreFailed.With(
                    $"not pushed: {session.StoreName} answered that latest was written, and it was not",
                    "Run PushVault again; if it stays so, something on the way answers in the store's place.");
        }
        catch (VaultException failure) when (failure.Error.ExitCode is ExitCode.StoreFailure or ExitCode.Credentials or ExitCode.NotFound
            || failure.Error == VaultErrors.ConditionsNotHonoured || failure.Error == VaultErrors.InvalidSetting)
        {
            MayHaveWritten = true;
            return (null, failure);
        }
        catch (OperationCanceledException)
        {
            MayHaveWritten = true;
            throw;
        }
    }

    private static bool IsPassing(VaultException failure) =>
        failure.Error == VaultErrors.StoreUnreachable || failure.Error == VaultErrors.StoreFailed;

    private async Task<ObjectHead?> LookAsync(VaultException? failure, CancellationToken cancellationToken)
    {
        try
        {
            return (await store.HeadObjectAsync(ObjectKeys.Latest, cancellationToken)).Head;
        }
        catch (VaultException) when (failure is not null && !IsPassing(failure))
        {
            // The first refusal is the reason.
            throw failure;
        }
    }

    // The history key carries this push's own stamp, so an equal object of an earlier push is not taken for this one.
    // Where labels are dropped on the way, an MD5 that was not there before tells.
    private static bool IsOurs(ObjectHead now, LocalVault local, IReadOnlyDictionary<string, string> labels, ObjectHead? before) =>
        now.Size == local.Size
        && (!now.ETagIsMd5 || now.ETag == local.Md5)
        && (now.Label(ObjectLabels.HistoryKey) is { } key
            ? key == labels[ObjectLabels.HistoryKey] && now.Label(ObjectLabels.VaultSha256) == local.Sha256
            : now.ETagIsMd5 && now.ETag != before?.ETag && now.Metadata.Count == 0);
}
