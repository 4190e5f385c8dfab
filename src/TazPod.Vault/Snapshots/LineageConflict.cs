using System.Globalization;
using TazPod.Vault.Errors;
using TazPod.Vault.Lineages;
using TazPod.Vault.Session;
using TazPod.Vault.Storage;

namespace TazPod.Vault.Snapshots;

/// <summary>What is said to somebody whose push to a lineage lost.</summary>
internal static class LineageConflict
{
    private const string WayOut = "Run the same step again: the file then becomes the generation after it.";

    /// <summary>The pointer is another one than at the beginning.</summary>
    /// <param name="session">The push.</param>
    /// <param name="now">What stands at the pointer now.</param>
    /// <param name="before">What the push began with.</param>
    public static VaultException PointerMoved(VaultSession session, PointerRead now, PointerRead before)
    {
        if (now.Pointer?.Current is { } winner && winner.Number != before.Pointer?.Current?.Number)
        {
            var from = winner.CreatedFrom is { } where ? $" from {where}" : "";
            return Moved(
                session,
                $"generation {winner.Number} by {winner.CreatedBy}{from} at {winner.Created.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture)} came first");
        }

        return now.Head is null
            ? Moved(session, $"its pointer '{now.Key}' was removed during this push")
            : Moved(session, $"{WhoOf(now.Head)} pushes to it at the same time and has shut this push out");
    }

    /// <summary>Somebody else wrote the slot, and no pointer names that yet.</summary>
    public static VaultException SlotTaken(VaultSession session, LineageSlot slot, ObjectHead? now) => now is null
        ? Moved(session, $"{slot.Name()} was removed during this push")
        : Moved(session, $"{WhoOf(now)} is writing {slot.Name()} at the same time");

    private static string WhoOf(ObjectHead head) => head.ShownLabel(ObjectLabels.PushedBy) ?? "somebody who gives no name";

    private static VaultException Moved(VaultSession session, string what) =>
        VaultErrors.LineageMoved.With($"not pushed to the lineage in {session.Remote.Name}: {what}", WayOut);
}
