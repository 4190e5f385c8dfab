using TazPod.Vault.History;
using TazPod.Vault.Results;

namespace TazPod.Vault.Verifying;

/// <summary>Holds the copies' keys against the keys that their pushes gave them.</summary>
/// <remarks>A copy that is made later goes to the first second after its own that is free, so one that stands a little after its label
/// is in its place; unless what stands where it belongs is from later itself: then the two have changed places.</remarks>
internal static class Placement
{
    private static readonly TimeSpan Farthest = TimeSpan.FromMinutes(1);

    /// <summary>The same vaults; those that are in another's place are <see cref="VaultCondition.Misplaced"/>.</summary>
    public static IReadOnlyList<VerifiedVault> Judge(IReadOnlyList<VerifiedVault> vaults)
    {
        var labelled = vaults.Where(vault => StampOf(vault.Key) is not null && PushedAs(vault) is not null).ToLookup(vault => StampOf(vault.Key)!.Value);
        return [.. vaults.Select(vault => IsMisplaced(vault, labelled) ? Misplaced(vault) : vault)];
    }

    private static bool IsMisplaced(VerifiedVault vault, ILookup<Stamp, VerifiedVault> labelled)
    {
        if (StampOf(vault.Key) is not { } stands || PushedAs(vault) is not { } pushed || stands == pushed)
        {
            return false;
        }

        return stands < pushed
            || stands.Time - pushed.Time > Farthest
            || labelled[pushed].Any(other => PushedAs(other) > pushed);
    }

    // What is worse was found already.
    private static VerifiedVault Misplaced(VerifiedVault vault) =>
        vault.Condition is VaultCondition.Whole or VaultCondition.Present or VaultCondition.Repaired or VaultCondition.Mislabelled
            ? vault with
            {
                Condition = VaultCondition.Misplaced,
                Fails = true,
                Detail = $"by its label it was pushed as {PushedAs(vault)}: pulling it by its stamp yields that version",
            }
            : vault;

    private static Stamp? StampOf(string key) => ObjectKeys.StampOf(key) ?? ObjectKeys.PinnedStampOf(key);

    private static Stamp? PushedAs(VerifiedVault vault) => vault.PushedAs is { } key ? ObjectKeys.StampOf(key) : null;
}
