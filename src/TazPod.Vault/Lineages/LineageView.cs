using System.Globalization;
using TazPod.Vault.Errors;
using TazPod.Vault.Storage;

namespace TazPod.Vault.Lineages;

/// <summary>Everything that stands at a lineage's keys, read in an order that makes sense of it: the slots before the pointer, the
/// global pointer, which is written last, before it too.</summary>
/// <param name="Keys">The keys.</param>
/// <param name="SlotA">What stands in slot-a; null when nothing does.</param>
/// <param name="SlotB">What stands in slot-b.</param>
/// <param name="Global">What stands at the global pointer.</param>
/// <param name="Own">What stands at the lineage's pointer.</param>
internal sealed record LineageView(LineageKeys Keys, ObjectHead? SlotA, ObjectHead? SlotB, PointerRead Global, PointerRead Own)
{
    // A push that flips the pointer between two looks makes one misfit; as many in a row are none.
    private const int MostLooks = 20;

    /// <summary>The generation that the pointer names.</summary>
    public Generation? Current => Own.Pointer?.Current;

    /// <summary>What the global pointer says of this lineage; null when it speaks of another, or of none.</summary>
    public Generation? InGlobal => Global.Pointer is { } pointer && pointer.Lineage == Keys.Id ? pointer.Current : null;

    /// <summary>Whether the pointer's generation stands where it says.</summary>
    public bool IsCurrentThere => Current is { } current && Holds(current);

    /// <summary>Reads it: four requests; again while pushes move it.</summary>
    public static async Task<LineageView> ReadAsync(IObjectStore store, LineageKeys keys, CancellationToken cancellationToken)
    {
        var view = await LookAsync(store, keys, cancellationToken);
        for (var look = 1; look < MostLooks && view.Judge().State == LineageState.Incoherent; look++)
        {
            var before = view;
            view = await LookAsync(store, keys, cancellationToken);
            if (view.Own.ETag == before.Own.ETag)
            {
                break;
            }
        }

        return view;
    }

    /// <summary>What stands in a slot.</summary>
    public ObjectHead? In(LineageSlot slot) => slot == LineageSlot.A ? SlotA : SlotB;

    /// <summary>Whether a generation stands in its slot, by ETag and size.</summary>
    public bool Holds(Generation generation) =>
        In(generation.Slot) is { } head && head.ETag == generation.ETag && head.Size == generation.Size;

    /// <summary>The generation that a slot's labels claim for this lineage; null when they claim none.</summary>
    public long? Claim(LineageSlot slot) => In(slot) is { } head ? ClaimOf(head, Keys.Id) : null;

    /// <summary>The generation that an object's labels claim for a lineage; null when they claim none.</summary>
    public static long? ClaimOf(ObjectHead head, string lineage) =>
        head.Label(LineageLabels.Lineage) == lineage
        && long.TryParse(head.Label(LineageLabels.Generation), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number is > 0 and <= Generation.MostNumbers
            ? number
            : null;

    /// <summary>Whether a slot holds what a push wrote that has not finished.</summary>
    public bool IsUnfinished(LineageSlot slot) => Claim(slot) == (Current?.Number ?? 0) + 1 && (Current is null || slot != Current.Slot);

    /// <summary>Why the pointers alone show that something is wrong, short enough for the end of a sentence; null when they do not.</summary>
    public string? PointerFault => this switch
    {
        { Own.Problem: { } problem } => $"what stands at its pointer '{Own.Key}' cannot be used: {problem}",
        { InGlobal: { } last } when Current is null || last.Number > Current.Number =>
            $"its pointer names {(Current is null ? "nothing" : $"generation {Current.Number}")}, but generation {last.Number} was pushed: "
            + "the pointer was rolled back or removed",
        { InGlobal: { } same } when same.Number == Current!.Number && !same.IsSameAs(Current) =>
            $"its pointer and the global pointer name different snapshots as generation {same.Number}",
        _ => null,
    };

    /// <summary>The lineage's state, and why.</summary>
    public LineageVerdict Judge() =>
        PointerFault is { } fault ? Incoherent(fault)
        : Current is { } current ? JudgeSlot(current)
        : JudgeWithoutPointer();

    private LineageVerdict JudgeSlot(Generation current)
    {
        if (IsCurrentThere)
        {
            return new LineageVerdict(LineageState.Coherent, $"generation {current.Number} stands in {current.Slot.Name()}");
        }

        return Incoherent(In(current.Slot) is null
            ? $"{current.Slot.Name()}, which holds generation {current.Number} by the pointer, is missing"
            : $"{current.Slot.Name()} does not hold generation {current.Number}, as the pointer says, but {Describe(current.Slot)}");
    }

    private LineageVerdict JudgeWithoutPointer()
    {
        LineageSlot[] taken = [.. new[] { LineageSlot.A, LineageSlot.B }.Where(slot => In(slot) is not null)];
        if (taken.Length == 0)
        {
            return new LineageVerdict(LineageState.Empty, "nothing was ever pushed to it");
        }

        return taken.All(IsUnfinished)
            ? new LineageVerdict(LineageState.Empty, "a first push began and has not finished")
            : Incoherent($"no pointer names a slot, but {string.Join(" and ", taken.Select(slot => $"{slot.Name()} holds {Describe(slot)}"))}");
    }

    /// <summary>What a slot holds, for messages.</summary>
    public string Describe(LineageSlot slot) => In(slot) switch
    {
        null => "nothing",
        { } head when Claim(slot) is { } number =>
            $"generation {number} of {head.Size} bytes by {head.ShownLabel(ObjectLabels.PushedBy) ?? "nobody named"}",
        { } head => $"an object of {head.Size} bytes that no push labelled",
    };

    private static LineageVerdict Incoherent(string why) => new(LineageState.Incoherent, why);

    private static async Task<LineageView> LookAsync(IObjectStore store, LineageKeys keys, CancellationToken cancellationToken)
    {
        var slotA = await HeadAsync(store, keys.Slot(LineageSlot.A), cancellationToken);
        var slotB = await HeadAsync(store, keys.Slot(LineageSlot.B), cancellationToken);
        var global = await PointerRead.ReadAsync(store, keys.Global, keys.Prefix, null, cancellationToken);
        var own = await PointerRead.ReadAsync(store, keys.Latest, keys.Prefix, keys.Id, cancellationToken);
        return new LineageView(keys, slotA, slotB, global, own);
    }

    // In a directory somebody can put a file that is no object at all: it is there, and it is nothing that a push wrote.
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
