using TazPod.Vault.Errors;
using TazPod.Vault.Lineages;
using TazPod.Vault.Session;
using TazPod.Vault.Storage;

namespace TazPod.Vault.Snapshots;

/// <summary>Replaces pointers with the store's own compare-and-swap.</summary>
/// <param name="session">The push.</param>
/// <param name="keys">The lineage.</param>
/// <param name="honoursConditions">Whether the store honours conditions.</param>
internal sealed class PointerWrite(VaultSession session, LineageKeys keys, bool honoursConditions)
{
    private readonly IObjectStore store = session.Remote.Store;

    /// <summary>Replaces a pointer that was read.</summary>
    /// <param name="before">The pointer that was read.</param>
    /// <param name="next">The new pointer.</param>
    /// <param name="isOurs">Recognises this push's own write if the answer was lost.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The new ETag.</returns>
    /// <exception cref="VaultException">7003: another push was faster; 2xxx or 5xxx: the store failed permanently.</exception>
    public async Task<string> SwapAsync(
        PointerRead before, LineagePointer next, Func<LineagePointer, bool> isOurs, CancellationToken cancellationToken)
    {
        return await new ConditionalWrite(session, before.Key).RunAsync(
            () => PutAsync(before, next, cancellationToken),
            async () =>
            {
                var now = await PointerRead.ReadAsync(store, keys.Latest, keys.Prefix, keys.Id, cancellationToken);
                return now.Pointer is { } pointer && isOurs(pointer) ? new ConditionalWrite.Seen(now.ETag)
                    : new ConditionalWrite.Seen(null, now.ETag == before.ETag ? null : LineageConflict.PointerMoved(session, now, before));
            },
            cancellationToken);
    }

    /// <summary>Updates the global pointer to the generation that the lineage's own pointer names, unless it names a later push.</summary>
    /// <param name="global">The global pointer as last read.</param>
    /// <param name="pointer">The lineage's pointer.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Whether it was written.</returns>
    /// <exception cref="VaultException">7006: it could not be written.</exception>
    public async Task<bool> FollowAsync(PointerRead global, LineagePointer pointer, CancellationToken cancellationToken)
    {
        if (!IsBehind(global, pointer.Current!))
        {
            return false;
        }

        var isFollowed = false;
        try
        {
            await new ConditionalWrite(session, keys.Global).RunAsync(
                () => PutAsync(global, pointer, cancellationToken),
                async () =>
                {
                    var before = global.ETag;
                    global = await PointerRead.ReadAsync(store, keys.Global, keys.Prefix, null, cancellationToken);
                    isFollowed = !IsBehind(global, pointer.Current!);
                    return isFollowed ? new ConditionalWrite.Seen(global.ETag) : new ConditionalWrite.Seen(null, IsReplaceable: global.ETag != before);
                },
                cancellationToken);
            return !isFollowed;
        }
        catch (VaultException failure)
        {
            throw VaultErrors.GlobalPointerPending.With(
                $"generation {pointer.Current!.Number} of lineage {keys.Id} was pushed, but the global pointer '{keys.Global}' does not name it yet: {failure.Message}",
                "Run the same step again: it writes that pointer and sends nothing else.",
                failure);
        }
    }

    // Of two lineages, the one that was pushed last wins. An unusable pointer counts as behind; only a push with --force gets here with
    // one.
    private bool IsBehind(PointerRead global, Generation ours) => global.Pointer switch
    {
        { Current: { } theirs } pointer when pointer.Lineage == keys.Id => theirs.Number < ours.Number,
        { Current: { } theirs } => theirs.Created < ours.Created,
        _ => true,
    };

    private Task<PutResult> PutAsync(PointerRead before, LineagePointer next, CancellationToken cancellationToken)
    {
        var labels = new Dictionary<string, string> { [ObjectLabels.PushedBy] = session.Provenance.By };
        if (store.Conditions == ConditionSupport.Unknown && honoursConditions)
        {
            labels[ObjectLabels.Conditions] = session.Remote.ConditionToken;
        }

        var condition = ConditionalWrite.On(before.ETag, honoursConditions);
        return store.PutObjectAsync(before.Key, next.ToJson(keys.Prefix), labels, condition, cancellationToken: cancellationToken);
    }
}
