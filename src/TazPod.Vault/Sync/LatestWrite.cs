using TazPod.Vault.Errors;
using TazPod.Vault.History;
using TazPod.Vault.Session;
using TazPod.Vault.Storage;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Sync;

/// <summary>Replaces latest if it is still the version that was seen.</summary>
internal sealed class LatestWrite(VaultSession session)
{
    private readonly IObjectStore store = session.Remote.Store;
    private readonly ConditionalWrite write = new(session, ObjectKeys.Latest);

    /// <inheritdoc cref="ConditionalWrite.MayHaveWritten"/>
    public bool MayHaveWritten => write.MayHaveWritten;

    /// <returns>The new ETag.</returns>
    /// <exception cref="VaultException">4001: another writer's version is there; 2xxx or 5xxx: the store failed permanently.</exception>
    public Task<string> RunAsync(
        LocalVault local,
        IReadOnlyDictionary<string, string> labels,
        ObjectHead? before,
        bool honoursConditions,
        CancellationToken cancellationToken)
    {
        var condition = ConditionalWrite.On(before?.ETag, honoursConditions);
        return write.RunAsync(
            () => PutAsync(local, labels, before, condition, cancellationToken),
            async () =>
            {
                var now = (await store.HeadObjectAsync(ObjectKeys.Latest, cancellationToken)).Head;
                return now is not null && IsOurs(now, local, labels, before)
                    ? new ConditionalWrite.Seen(now.ETag)
                    : new ConditionalWrite.Seen(null, now?.ETag == before?.ETag ? null : RemoteConflict.CameFirst(session.Remote.Name, now));
            },
            cancellationToken);
    }

    private async Task<PutResult> PutAsync(
        LocalVault local,
        IReadOnlyDictionary<string, string> labels,
        ObjectHead? before,
        WriteCondition condition,
        CancellationToken cancellationToken)
    {
        var progress = session.Output.Progress("uploading the vault", local.Size);
        await using var bytes = local.OpenRead();
        var content = new StreamedContent(bytes, local.Size, local.ComputeMd5());
        var put = await store.PutStreamAsync(ObjectKeys.Latest, content, labels, condition, progress, cancellationToken);
        return put.Outcome != PutOutcome.Stored || put.ETag != before?.ETag || put.ETag == local.ComputeMd5()
            ? put
            : throw VaultErrors.StoreFailed.With(
                $"not pushed: {session.Remote.Name} answered that latest was written, but it was not",
                "Run PushVault again; if it still fails, a proxy between here and the store may be answering instead.");
    }

    // The history key has this push's own stamp, so an equal object from an earlier push is not mistaken for this one. If labels are lost
    // in transit, an MD5 that was not there before is the proof.
    private static bool IsOurs(ObjectHead now, LocalVault local, IReadOnlyDictionary<string, string> labels, ObjectHead? before) =>
        now.Size == local.Size
        && (!now.ETagIsMd5 || now.ETag == local.ComputeMd5())
        && (now.Label(ObjectLabels.HistoryKey) is { } key
            ? key == labels[ObjectLabels.HistoryKey] && now.Label(ObjectLabels.VaultSha256) == local.Sha256
            : now.ETagIsMd5 && now.ETag != before?.ETag && now.Metadata.Count == 0);
}
