using TazPod.Vault.Errors;
using TazPod.Vault.Lineages;
using TazPod.Vault.Session;
using TazPod.Vault.Storage;

namespace TazPod.Vault.Snapshots;

/// <summary>Replaces pointers by the store's own compare-and-swap.</summary>
/// <param name="session">The push.</param>
/// <param name="keys">The lineage.</param>
/// <param name="honoursConditions">Whether the store honours conditions.</param>
internal sealed class PointerWrite(VaultSession session, LineageKeys keys, bool honoursConditions)
{
    private readonly IObjectStore store = session.Store;

    /// <summary>Puts another pointer in the place of the one that was read.</summary>
    /// <param name="before">What was read.</param>
    /// <param name="next">What comes in its place.</param>
    /// <param name="isOurs">Tells this push's own write when its answer was lost.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The new ETag.</returns>
    /// <exception cref="VaultException">7003 somebody else was faster; 2xxx or 5xxx the store failed for good.</exception>
    public async Task<string> SwapAsync(
        PointerRead before, LineagePointer next, Func<LineagePointer, bool> isOurs, CancellationToken cancellationToken)
    {
        var attempts = new Attempts(session);
        while (true)
        {
            var (etag, failure) = await Attempts.SendAsync(() => PutAsync(before, next, cancellationToken));
            if (etag is not null)
            {
                return etag;
            }

            // 412, 409, 404, an error, or no answer: what stands there now tells which it was.
            var now = await PointerRead.ReadAsync(store, keys.Latest, keys.Prefix, keys.Id, cancellationToken);
            if (now.Pointer is { } pointer && isOurs(pointer))
            {
                return now.ETag!;
            }

            if (now.ETag != before.ETag)
            {
                throw LineageConflict.PointerMoved(session, now, before);
            }

            await attempts.AgainAsync(before.Key, failure, cancellationToken);
        }
    }

    /// <summary>Makes the global pointer name a generation that the lineage's own pointer names, unless it names a later push.</summary>
    /// <param name="global">What was last read there.</param>
    /// <param name="pointer">The lineage's pointer.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Whether it was written.</returns>
    /// <exception cref="VaultException">7006 it could not be written.</exception>
    public async Task<bool> FollowAsync(PointerRead global, LineagePointer pointer, CancellationToken cancellationToken)
    {
        try
        {
            var attempts = new Attempts(session);
            while (IsBehind(global, pointer.Current!))
            {
                var before = global;
                var (etag, failure) = await Attempts.SendAsync(() => PutAsync(before, pointer, cancellationToken));
                if (etag is not null)
                {
                    return true;
                }

                global = await PointerRead.ReadAsync(store, keys.Global, keys.Prefix, null, cancellationToken);
                if (global.ETag == before.ETag)
                {
                    await attempts.AgainAsync(keys.Global, failure, cancellationToken);
                }
            }

            return false;
        }
        catch (VaultException failure)
        {
            throw VaultErrors.GlobalPointerPending.With(
                $"generation {pointer.Current!.Number} of lineage {keys.Id} is pushed, the global pointer '{keys.Global}' does not name it yet: {failure.Message}",
                "Run the same step again: it writes that pointer and sends nothing else.",
                failure);
        }
    }

    // Of two lineages the one that was pushed last. What cannot be used is behind: nobody gets here with it but by force.
    private bool IsBehind(PointerRead global, Generation ours) => global.Pointer switch
    {
        { Current: { } theirs } pointer when pointer.Lineage == keys.Id => theirs.Number < ours.Number,
        { Current: { } theirs } => theirs.Created < ours.Created,
        _ => true,
    };

    private Task<PutResult> PutAsync(PointerRead before, LineagePointer next, CancellationToken cancellationToken)
    {
        var labels = new Dictionary<string, string> { [ObjectLabels.PushedBy] = session.By };
        if (store.Conditions == ConditionSupport.Unknown && honoursConditions)
        {
            labels[ObjectLabels.Conditions] = session.ConditionToken;
        }

        var condition = SlotWrite.ConditionOn(before.ETag, honoursConditions);
        return store.PutObjectAsync(before.Key, next.ToJson(keys.Prefix), labels, condition, cancellationToken: cancellationToken);
    }
}
