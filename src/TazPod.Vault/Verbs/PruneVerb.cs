using TazPod.Vault.Errors;
using TazPod.Vault.History;
using TazPod.Vault.Results;

namespace TazPod.Vault.Verbs;

/// <summary>PruneHistory: retention alone, loudly.</summary>
internal sealed class PruneVerb(VaultSession session)
{
    public async Task<PruneResult> RunAsync(CancellationToken cancellationToken)
    {
        var listing = await HistoryListing.ReadAsync(session.Store, cancellationToken);
        var retention = session.Settings.Retention;
        var latest = listing.Copies.Count > retention
            ? await LatestCopy.KeysAsync(session.Store, listing, cancellationToken)
            : new HashSet<string>();
        var surplus = Retention.Surplus(listing.Copies, retention, copy => latest.Contains(copy.Key));
        if (surplus.Count > 0 && !session.Settings.Plan)
        {
            await DeleteAsync(surplus, cancellationToken);
        }

        return new PruneResult(
            session.Settings.Plan,
            session.StoreName,
            retention,
            listing.Copies.Count - surplus.Count,
            [.. surplus.Select(copy => new PrunedCopy(copy.Stamp.ToString(), copy.Key, copy.Size))]);
    }

    private async Task DeleteAsync(IReadOnlyList<HistoryCopy> surplus, CancellationToken cancellationToken)
    {
        var deleted = await session.Store.DeleteObjectsAsync([.. surplus.Select(copy => copy.Key)], cancellationToken);
        if (deleted.Errors.Count == 0)
        {
            return;
        }

        foreach (var error in deleted.Errors)
        {
            session.Notice($"not pruned: {error.Key}: {error.Code} {error.Message}".TrimEnd());
        }

        var first = deleted.Errors[0];
        var isDenied = deleted.Errors.All(error => error.Code == "AccessDenied");
        throw (isDenied ? VaultErrors.AccessDenied : VaultErrors.DeletionsFailed).With(
            $"{ByteSize.Count(deleted.Errors.Count, "copy", "copies")} of {surplus.Count} in {session.StoreName} could not be pruned: "
            + $"{first.Key}: {first.Code} {first.Message}".TrimEnd(),
            isDenied ? "The credentials lack s3:DeleteObject below tazpod/vault/history/." : "Run PruneHistory again.");
    }
}
