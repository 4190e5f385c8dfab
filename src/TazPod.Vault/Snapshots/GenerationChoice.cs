using TazPod.Vault.Errors;
using TazPod.Vault.Lineages;
using TazPod.Vault.Options;
using TazPod.Vault.Session;

namespace TazPod.Vault.Snapshots;

/// <summary>Finds the requested generation among the two that a pointer names.</summary>
internal sealed class GenerationChoice(VaultSession session, LineageKeys keys, PullSnapshotOptions options)
{
    /// <returns>The generation, or null if the pointer names none in that slot.</returns>
    /// <exception cref="VaultException">7004: the pointer names other generations.</exception>
    public Generation? Of(LineagePointer pointer)
    {
        Generation[] kept = [.. new[] { pointer.Current, pointer.Previous }.OfType<Generation>()];
        return options switch
        {
            { Generation: { } number } => kept.FirstOrDefault(each => each.Number == number) ?? throw NotKept(pointer),
            { Slot: { } slot } => kept.FirstOrDefault(each => each.Slot == slot),
            _ => pointer.Current,
        };
    }

    /// <summary>The error for a generation that does not exist (any more).</summary>
    public VaultException NotKept(LineagePointer pointer)
    {
        var requested = options.Generation is { } number ? $"generation {number}" : $"{options.Slot?.Name()} with a finished push";
        var kept = pointer.Current is { } current ? $"generation {current.Number}" : "none";
        var before = pointer.Previous is { } previous ? $", and generation {previous.Number} until the next push starts" : "";
        return VaultErrors.GenerationNotFound.With(
            $"not pulled: lineage {keys.Id} in {session.Remote.Name} does not hold {requested}: it holds {kept}{before}",
            "LineageStatus shows the available generations; omit --generation and --slot to pull the current one.");
    }
}
