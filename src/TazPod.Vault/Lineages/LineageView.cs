using System.Globalization;
using TazPod.Vault.Errors;
using TazPod.Vault.Storage;

namespace TazPod.Vault.Lineages;

/// <summary>All of a lineage's objects, read in an order that gives a consistent view: first the slots and the global pointer, which is
/// written last, then the lineage's pointer.</summary>
/// <param name="Keys">The keys.</param>
/// <param name="SlotA">The object in slot-a; null if there is none.</param>
/// <param name="SlotB">The object in slot-b; null if there is none.</param>
/// <param name="Global">The global pointer.</param>
/// <param name="Own">The lineage's pointer.</param>
internal sealed record LineageView(LineageKeys Keys, ObjectHead? SlotA, ObjectHead? SlotB, PointerRead Global, PointerRead Own)
{
    // A push that flips the pointer between two reads causes one mismatch. This many in a row are not caused by pushes.
    private const int MostAttempts = 20;

    /// <summary>The generation that the pointer names.</summary>
    public Generation? Current => Own.Pointer?.Current;

    /// <summary>The generation that the global pointer names for this lineage; null if it names another lineage, or none.</summary>
    public Generation? InGlobal => Global.Pointer is { } pointer && pointer.Lineage == Keys.Id ? pointer.Current : null;

    /// <summary>Whether the pointer's generation is in its slot.</summary>
    public bool IsCurrentInSlot => Current is { } current && Holds(current);

    /// <summary>Reads the view with four requests, and repeats them while pushes change it.</summary>
    public static async Task<LineageView> ReadAsync(IObjectStore store, LineageKeys keys, CancellationToken cancellationToken)
    {
        var view = await ReadOnceAsync(store, keys, cancellationToken);
        for (var attempt = 1; attempt < MostAttempts && view.Judge().State == LineageState.Incoherent; attempt++)
        {
            var before = view;
            view = await ReadOnceAsync(store, keys, cancellationToken);
            if (view.Own.ETag == before.Own.ETag)
            {
                break;
            }
        }

        return view;
    }

    /// <summary>The object in a slot; null if there is none.</summary>
    public ObjectHead? In(LineageSlot slot) => slot == LineageSlot.A ? SlotA : SlotB;

    /// <summary>Whether a generation is in its slot, by ETag and size.</summary>
    public bool Holds(Generation generation) =>
        In(generation.Slot) is { } head && head.ETag == generation.ETag && head.Size == generation.Size;

    /// <summary>The generation that a slot's labels claim for this lineage; null if they claim none.</summary>
    public long? Claim(LineageSlot slot) => In(slot) is { } head ? ClaimOf(head, Keys.Id) : null;

    /// <summary>The generation that an object's labels claim for a lineage; null if they claim none.</summary>
    public static long? ClaimOf(ObjectHead head, string lineage) =>
        head.Label(LineageLabels.Lineage) == lineage
        && long.TryParse(head.Label(LineageLabels.Generation), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number is > 0 and <= Generation.MostNumbers
            ? number
            : null;

    /// <summary>Whether a slot holds an object of a push that has not finished.</summary>
    public bool IsUnfinished(LineageSlot slot) => Claim(slot) == (Current?.Number ?? 0) + 1 && (Current is null || slot != Current.Slot);

    /// <summary>The pointer of another tool that keeps its snapshots here; null if there is none. The global pointer counts only if this
    /// lineage has no generation: another lineage can be that tool's.</summary>
    public string? ForeignKey => Own.IsForeign ? Own.Key : Global.IsForeign && Current is null ? Global.Key : null;

    /// <summary>The problem that the pointers alone show, in words that fit the end of a sentence; null if there is none.</summary>
    public string? PointerFault => this switch
    {
        { Own.Problem: { } problem } => $"its pointer '{Own.Key}' cannot be used: {problem}",
        { InGlobal: { } last } when Current is null || last.Number > Current.Number =>
            $"its pointer names {(Current is null ? "nothing" : $"generation {Current.Number}")}, but generation {last.Number} was pushed: "
            + "the pointer was rolled back or removed",
        { InGlobal: { } same } when same.Number == Current!.Number && !same.IsSameAs(Current) =>
            $"its pointer and the global pointer name different snapshots as generation {same.Number}",
        _ => null,
    };

    /// <summary>The lineage's state and the reason for it.</summary>
    public LineageVerdict Judge() =>
        PointerFault is { } fault ? Incoherent(fault)
        : Current is { } current ? JudgeSlot(current)
        : JudgeWithoutPointer();

    private LineageVerdict JudgeSlot(Generation current)
    {
        if (IsCurrentInSlot)
        {
            return new LineageVerdict(LineageState.Coherent, $"generation {current.Number} is in {current.Slot.Name()}");
        }

        return Incoherent(In(current.Slot) is null
            ? $"{current.Slot.Name()} is missing, and the pointer says that it holds generation {current.Number}"
            : $"the pointer says that {current.Slot.Name()} holds generation {current.Number}, but it holds {Describe(current.Slot)}");
    }

    private LineageVerdict JudgeWithoutPointer()
    {
        LineageSlot[] taken = [.. new[] { LineageSlot.A, LineageSlot.B }.Where(slot => In(slot) is not null)];
        if (taken.Length == 0)
        {
            return new LineageVerdict(LineageState.Empty, "nothing has been pushed to it yet");
        }

        return taken.All(IsUnfinished)
            ? new LineageVerdict(LineageState.Empty, "the first push has started but not finished")
            : Incoherent($"no pointer names a slot, but {string.Join(" and ", taken.Select(slot => $"{slot.Name()} holds {Describe(slot)}"))}");
    }

    /// <summary>Describes the content of a slot, for messages.</summary>
    public string Describe(LineageSlot slot) => In(slot) switch
    {
        null => "nothing",
        { } head when Claim(slot) is { } number =>
            $"generation {number} of {head.Size} bytes by {head.ShownLabel(ObjectLabels.PushedBy) ?? "an unknown user"}",
        { } head => $"an object of {head.Size} bytes without a push's labels",
    };

    private static LineageVerdict Incoherent(string why) => new(LineageState.Incoherent, why);

    private static async Task<LineageView> ReadOnceAsync(IObjectStore store, LineageKeys keys, CancellationToken cancellationToken)
    {
        var slotA = await HeadAsync(store, keys.Slot(LineageSlot.A), cancellationToken);
        var slotB = await HeadAsync(store, keys.Slot(LineageSlot.B), cancellationToken);
        var global = await PointerRead.ReadAsync(store, keys.Global, keys.Prefix, null, cancellationToken);
        var own = await PointerRead.ReadAsync(store, keys.Latest, keys.Prefix, keys.Id, cancellationToken);
        return new LineageView(keys, slotA, slotB, global, own);
    }

    // In a directory store, a file that is not an object can have this name. It counts as existing, but no push wrote it.
    private static async Task<ObjectHead?> HeadAsync(IObjectStore store, string key, CancellationToken cancellationToken)
    {
        try
        {
            return (await store.HeadObjectAsync(key, cancellationToken)).Head;
        }
        catch (VaultException failure) when (failure.Error == VaultErrors.DownloadDamaged)
        {
            return PointerRead.Unreadable(key);
        }
    }
}
