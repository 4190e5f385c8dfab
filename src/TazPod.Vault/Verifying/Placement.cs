using TazPod.Vault.History;
using TazPod.Vault.Results;

namespace TazPod.Vault.Verifying;

/// <summary>Compares the copies' keys with the keys that their pushes gave them.</summary>
/// <remarks>A copy that is made late gets the first free second after its own stamp, so a key slightly after the label is fine. The
/// exception is if the object at the label's key is itself from a later push: then the two were swapped.</remarks>
internal static class Placement
{
    private static readonly TimeSpan Farthest = TimeSpan.FromMinutes(1);

    /// <summary>The same vaults, with those at another's key marked as <see cref="VaultCondition.Misplaced"/>.</summary>
    public static IReadOnlyList<VerifiedVault> Judge(IReadOnlyList<VerifiedVault> vaults)
    {
        var labelled = vaults.Where(vault => StampOf(vault.Key) is not null && PushedAs(vault) is not null).ToLookup(vault => StampOf(vault.Key)!.Value);
        return [.. vaults.Select(vault => IsMisplaced(vault, labelled) ? Misplaced(vault) : vault)];
    }

    private static bool IsMisplaced(VerifiedVault vault, ILookup<Stamp, VerifiedVault> labelled)
    {
        if (StampOf(vault.Key) is not { } stored || PushedAs(vault) is not { } pushed || stored == pushed)
        {
            return false;
        }

        return stored < pushed
            || stored.Time - pushed.Time > Farthest
            || labelled[pushed].Any(other => PushedAs(other) > pushed);
    }

    // A worse condition was already found.
    private static VerifiedVault Misplaced(VerifiedVault vault) =>
        vault.Condition is VaultCondition.Whole or VaultCondition.Present or VaultCondition.Repaired or VaultCondition.Mislabelled
            ? vault with
            {
                Condition = VaultCondition.Misplaced,
                Fails = true,
                Detail = $"its label says that it was pushed as {PushedAs(vault)}: pulling it by its stamp returns that version",
            }
            : vault;

    private static Stamp? StampOf(string key) => ObjectKeys.StampOf(key) ?? ObjectKeys.PinnedStampOf(key);

    private static Stamp? PushedAs(VerifiedVault vault) => vault.PushedAs is { } key ? ObjectKeys.StampOf(key) : null;
}
