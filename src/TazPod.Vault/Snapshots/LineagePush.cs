using TazPod.Vault.Errors;
using TazPod.Vault.Lineages;
using TazPod.Vault.Results;
using TazPod.Vault.Session;
using TazPod.Vault.Storage;

namespace TazPod.Vault.Snapshots;

/// <summary>Pushes a snapshot as the next generation of a lineage.</summary>
/// <remarks>
/// <para><b>The order makes this safe.</b> First the slots' ETags are read, then the pointer. The slot that the pointer does not name is
/// written on condition that it has not changed since, and verified. Then the pointer is replaced by compare-and-swap, and last the global
/// pointer in the same way. Before the pointer's swap, the lineage is at the old generation; afterwards it is at the new one. It is intact
/// at any time.</para>
/// <para><b>Fence.</b> The slot may hold a snapshot that another push has written and is about to name in the pointer. Overwriting it would
/// destroy the snapshot that the pointer is about to name. So if the slot holds anything other than the generation before last, the push
/// first replaces the pointer with a different object of the same content. The other push's swap then fails, whenever it happens.</para>
/// </remarks>
/// <param name="session">The run.</param>
/// <param name="keys">The lineage.</param>
/// <param name="force">Whether to begin a new generation over an incoherent lineage.</param>
internal sealed class LineagePush(VaultSession session, LineageKeys keys, bool force)
{
    private readonly IObjectStore store = session.Remote.Store;
    private readonly string push = Guid.NewGuid().ToString("N");

    /// <param name="source">The snapshot.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="VaultException">7002: the lineage is incoherent; 7013: it is another tool's; 7003: another push was faster; 7006: the global pointer is
    /// pending; 2006: the store ignores conditions.</exception>
    public async Task<LineagePushed> RunAsync(SnapshotSource source, CancellationToken cancellationToken)
    {
        var view = await LineageView.ReadAsync(store, keys, cancellationToken);
        var isIncoherent = RequireCoherent(view);
        var honours = await RequireConditionsAsync(view, cancellationToken);
        var pointers = new PointerWrite(session, keys, honours);
        if (!isIncoherent && view.Current is { } current)
        {
            var hasSameBytes = current.Sha256 == source.Sha256 && current.Size == source.Content.Length;
            if (hasSameBytes || (source.Fingerprint is not null && source.Fingerprint == current.Fingerprint))
            {
                return await FinishAsync(view, source, hasSameBytes, pointers, cancellationToken);
            }

            if (source.Fingerprint is null && current.Fingerprint is not null)
            {
                session.Output.Notice(
                    $"generation {current.Number} has a fingerprint, but this push has none: the files were compared instead, and they differ");
            }
        }

        var slot = Target(view);
        var own = IsVouchedFor(view, slot) ? view.Own : await FenceAsync(view, slot, pointers, cancellationToken);
        var number = NextNumber(view, isIncoherent);
        var etag = await new SlotWrite(session, keys, honours).RunAsync(
            source, slot, view.In(slot)?.ETag, number, push, own, cancellationToken);

        var next = new LineagePointer(keys.Id)
        {
            Current = new Generation(number, slot, etag, source.Content.Length, source.Sha256, CreatedAt(view), session.Provenance.By, push)
            {
                ContentSha256 = source.ContentSha256,
                Fingerprint = source.Fingerprint,
                CreatedFrom = session.Provenance.From,
            },
            Previous = view.IsCurrentInSlot ? view.Current : null,
        };
        await pointers.SwapAsync(own, next, IsOurs, cancellationToken);
        await pointers.FollowAsync(view.Global, next, cancellationToken);
        return new LineagePushed(PushOutcome.Pushed, next.Current);
    }

    // The lineage already holds this snapshot. A fingerprint that its pointer does not have yet is added, so that the next push can
    // compare it.
    private async Task<LineagePushed> FinishAsync(
        LineageView view, SnapshotSource source, bool hasSameBytes, PointerWrite pointers, CancellationToken cancellationToken)
    {
        var pointer = view.Own.Pointer!;
        if (source.Fingerprint is { } fingerprint && fingerprint != pointer.Current!.Fingerprint)
        {
            pointer = pointer with { Current = pointer.Current with { Fingerprint = fingerprint }, Fence = push };
            await pointers.SwapAsync(view.Own, pointer, now => now.Fence == push, cancellationToken);
            session.Output.Notice($"generation {pointer.Current.Number} has the same bytes; its fingerprint was recorded");
        }

        var mended = await pointers.FollowAsync(view.Global, pointer, cancellationToken);
        return new LineagePushed(mended ? PushOutcome.Finished : PushOutcome.Unchanged, pointer.Current!, SameFingerprint: !hasSameBytes);
    }

    // Other pushes may have followed it before this push could check.
    private bool IsOurs(LineagePointer pointer) => pointer.Current?.Push == push || pointer.Previous?.Push == push;

    private bool RequireCoherent(LineageView view)
    {
        var verdict = view.Judge();
        var problem = verdict.State == LineageState.Incoherent ? verdict.Why
            : view.Global.Problem is { } unusable ? $"the global pointer '{view.Global.Key}' cannot be used: {unusable}"
            : null;
        if (problem is null)
        {
            return false;
        }

        if (!force)
        {
            ForeignLineage.Refuse(session, view);
            throw verdict.State != LineageState.Incoherent && view.Global.IsForeign ? ForeignLineage.Of(session, view.Global.Key) : VaultErrors.LineageIncoherent.With(
                $"not pushed to lineage {keys.Id} in {session.Remote.Name}: {problem}",
                LineageWaysOut.Of(keys.Prefix, keys.Id, LineageFacts.Previous(view)));
        }

        session.Output.Notice((view.ForeignKey ?? (view.Global.IsForeign ? view.Global.Key : null)) is { } foreign
            ? $"the pointer '{foreign}' of another tool is overwritten because of --force"
            : $"lineage {keys.Id} was incoherent and is started again because of --force: {problem}");
        return verdict.State == LineageState.Incoherent;
    }

    private async Task<bool> RequireConditionsAsync(LineageView view, CancellationToken cancellationToken)
    {
        var vouching = view.Own.Head ?? view.Global.Head;
        var conditions = await session.Remote.ConditionsAsync(vouching, cancellationToken, keys.ProbePrefix);
        if (conditions == ConditionSupport.Honoured)
        {
            return true;
        }

        if (!session.Settings.UnsafeStore)
        {
            throw VaultErrors.ConditionsNotHonoured.With(
                $"not pushed: {session.Remote.Name} does not honour conditional writes, so two pushes could damage the lineage unnoticed",
                "Use a bucket without versioning or another store, or accept the risk with 'vault.unsafe_store: true'.");
        }

        session.Output.Notice("the store does not honour conditional writes (vault.unsafe_store): two simultaneous pushes can damage the lineage");
        return false;
    }

    // If no generation has to be kept, this is the slot with the older claim: normally slot-a, which is free.
    private static LineageSlot Target(LineageView view) =>
        view.Current?.Slot.Other() ?? ((view.Claim(LineageSlot.A) ?? 0) <= (view.Claim(LineageSlot.B) ?? 0) ? LineageSlot.A : LineageSlot.B);

    // No other push's pointer can come to name this slot: it is free, or it holds the generation before last, which the pointer no longer
    // names, exactly as that generation's own push wrote it.
    private static bool IsVouchedFor(LineageView view, LineageSlot slot) =>
        view.In(slot) is not { } head
        || (view.Own.Pointer?.Previous is { } previous && previous.Slot == slot && view.Holds(previous) && head.Label(LineageLabels.Push) == previous.Push);

    private async Task<PointerRead> FenceAsync(LineageView view, LineageSlot slot, PointerWrite pointers, CancellationToken cancellationToken)
    {
        session.Output.Notice(view.IsUnfinished(slot)
            ? $"a push of generation {view.Claim(slot)} by {view.In(slot)!.ShownLabel(ObjectLabels.PushedBy)} had not finished; this push replaces it"
            : $"{slot.Name()} held {view.Describe(slot)}, which no pointer names; it is replaced");
        var fence = (view.Own.Pointer ?? new LineagePointer(keys.Id)) with { Fence = push };
        var etag = await pointers.SwapAsync(view.Own, fence, pointer => pointer.Fence == push, cancellationToken);
        return view.Own with { Head = new ObjectHead(view.Own.Key, 0, default, etag, new Dictionary<string, string>()), Pointer = fence, Problem = null };
    }

    // Greater than every number ever seen, if the pointer cannot be trusted.
    private static long NextNumber(LineageView view, bool isIncoherent) => 1 + (isIncoherent
        ? new[] { view.Current?.Number, view.InGlobal?.Number, view.Claim(LineageSlot.A), view.Claim(LineageSlot.B) }.Max() ?? 0
        : view.Current?.Number ?? 0);

    // By the store's clock, but later than everything that exists already, so that times increase with every push.
    private static DateTimeOffset CreatedAt(LineageView view)
    {
        var now = view.Own.ServerTime.ToUniversalTime();
        now = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));
        foreach (var before in new[] { view.Current, view.Global.Pointer?.Current })
        {
            if (before is not null && before.Created >= now)
            {
                now = before.Created.AddMilliseconds(1);
            }
        }

        return now;
    }
}
