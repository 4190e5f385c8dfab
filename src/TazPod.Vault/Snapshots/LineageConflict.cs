using System.Globalization;
using TazPod.Vault.Errors;
using TazPod.Vault.Lineages;
using TazPod.Vault.Session;
using TazPod.Vault.Storage;

namespace TazPod.Vault.Snapshots;

/// <summary>The errors for a push to a lineage that lost against another.</summary>
internal static class LineageConflict
{
    private const string WayOut = "Run the same step again: the file then becomes the next generation.";

    /// <summary>The pointer has changed since the push started.</summary>
    /// <param name="session">The push.</param>
    /// <param name="now">The current pointer.</param>
    /// <param name="before">The pointer when the push started.</param>
    public static VaultException PointerMoved(VaultSession session, PointerRead now, PointerRead before)
    {
        if (now.Pointer?.Current is { } winner && winner.Number != before.Pointer?.Current?.Number)
        {
            var from = winner.CreatedFrom is { } where ? $" from {where}" : "";
            return Moved(
                session,
                $"generation {winner.Number} by {winner.CreatedBy}{from} at {winner.Created.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture)} was pushed first");
        }

        return now.Head is null
            ? Moved(session, $"its pointer '{now.Key}' was removed during this push")
            : Moved(session, $"{WhoOf(now.Head)} is pushing to it at the same time and has locked this push out");
    }

    /// <summary>Another push has written the slot, and no pointer names that generation yet.</summary>
    public static VaultException SlotTaken(VaultSession session, LineageSlot slot, ObjectHead? now) => now is null
        ? Moved(session, $"{slot.Name()} was removed during this push")
        : Moved(session, $"{WhoOf(now)} is writing {slot.Name()} at the same time");

    private static string WhoOf(ObjectHead head) => head.ShownLabel(ObjectLabels.PushedBy) ?? "an unknown user";

    private static VaultException Moved(VaultSession session, string what) =>
        VaultErrors.LineageMoved.With($"not pushed to the lineage in {session.Remote.Name}: {what}", WayOut);
}
