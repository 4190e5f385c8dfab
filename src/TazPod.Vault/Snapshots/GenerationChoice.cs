using TazPod.Vault.Errors;
using TazPod.Vault.Lineages;
using TazPod.Vault.Options;
using TazPod.Vault.Session;

namespace TazPod.Vault.Snapshots;

/// <summary>Finds the generation that the settings ask for among the two that a pointer vouches for.</summary>
internal sealed class GenerationChoice(VaultSession session, LineageKeys keys, PullSnapshotOptions options)
{
    /// <returns>The generation, or null when the pointer vouches for none in that slot.</returns>
    /// <exception cref="VaultException">7004: the pointer vouches for other generations.</exception>
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

    /// <summary>What was asked for is not there (any more).</summary>
    public VaultException NotKept(LineagePointer pointer)
    {
        var asked = options.Generation is { } number ? $"generation {number}" : $"{options.Slot?.Name()} with a finished push";
        var kept = pointer.Current is { } current ? $"generation {current.Number}" : "none";
        var before = pointer.Previous is { } previous ? $", and until the next push began generation {previous.Number}" : "";
        return VaultErrors.GenerationNotFound.With(
            $"not pulled: lineage {keys.Id} in {session.Remote.Name} does not keep {asked}: it keeps {kept}{before}",
            "LineageStatus shows what is kept; leave --generation and --slot out for the one that the pointer names.");
    }
}
