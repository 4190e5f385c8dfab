using TazPod.Vault.Copies;
using TazPod.Vault.Errors;
using TazPod.Vault.History;
using TazPod.Vault.Results;
using TazPod.Vault.Storage;
using TazPod.Vault.Workspace;

namespace TazPod.Vault.Sync;

/// <summary>The vault file has exactly the bytes of a version older than latest. Pushing it would take everyone back to that version.</summary>
/// <param name="Copy">The copy of that version; null if the listing does not show which one it is.</param>
internal sealed record OlderVersion(CopyPosition? Copy)
{
    /// <summary>Recognises an older version by its ETag and size, or because this workspace pulled it.</summary>
    /// <param name="known">The facts about latest.</param>
    /// <param name="local">The vault file, which is not the same as latest.</param>
    /// <param name="latest">The object at latest.</param>
    /// <param name="listing">The history.</param>
    /// <returns>Null if the vault file is new, or belongs to an interrupted push.</returns>
    public static OlderVersion? Of(RemoteFacts known, LocalVault local, ObjectHead latest, HistoryListing listing)
    {
        // With its copy in the history, it was latest once, and others have replaced it.
        if (known.Pending is { } pending && pending.VaultSha256 == local.Sha256 && listing.Copies.All(copy => copy.Key != pending.HistoryKey))
        {
            return null;
        }

        var copies = listing.Restorable;
        var stamp = LatestVersion.StampOf(latest);
        for (var index = 0; index < copies.Count; index++)
        {
            if (copies[index].Stamp < stamp && local.IsContentOf(copies[index].ETag, copies[index].Size))
            {
                return new OlderVersion(new CopyPosition(index + 1, copies.Count, copies[index].Stamp.ToString()));
            }
        }

        // If ETags are not MD5s, or the copy was pruned, the listing does not show it.
        return known.SyncedSha256 == local.Sha256 ? new OlderVersion((CopyPosition?)null) : null;
    }

    /// <summary>The error for a push of it.</summary>
    /// <param name="store">The store and bucket, for display.</param>
    /// <param name="latest">The object at latest.</param>
    public VaultException Refusal(string store, ObjectHead latest) => VaultErrors.OlderCopy.With(
        $"not pushed: the local vault is {Copy?.ToString() ?? "an older version"}, and {store} holds {LatestVersion.Describe(latest)}",
        Copy is null
            ? "Run PullVault to return to latest, or PushVault --force to push it nevertheless."
            : $"Run PullVault to return to latest, or RestoreVault --index={Copy.Index} (or PushVault --force) to make this copy latest again.");
}
