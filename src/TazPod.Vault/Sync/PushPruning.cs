using TazPod.Vault.Errors;
using TazPod.Vault.History;
using TazPod.Vault.Results;
using TazPod.Vault.Session;

namespace TazPod.Vault.Sync;

/// <summary>The retention at the end of a push. Failed deletions are reported but do not fail the push, which is complete.</summary>
internal sealed class PushPruning(VaultSession session)
{
    /// <param name="listing">The history before this push.</param>
    /// <param name="keep">The number of newest copies to keep.</param>
    /// <param name="untouchable">The copies of latest and of the previous latest, which are kept regardless of age.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The number of copies that were deleted.</returns>
    public async Task<int> RunAsync(
        HistoryListing listing, int keep, IReadOnlyList<HistoryCopy> untouchable, CancellationToken cancellationToken)
    {
        var copies = untouchable.Concat(listing.Copies).DistinctBy(copy => copy.Key).OrderByDescending(copy => copy.Stamp).ToList();
        var plan = Retention.Plan(
            copies, RetentionRules.Newest(keep), copy => untouchable.Any(other => other.Key == copy.Key), copy => listing.IsPinned(copy.Stamp));
        var surplus = plan.Where(planned => !planned.IsKept).Select(planned => planned.Copy.Key).Reverse().ToList();
        if (surplus.Count == 0)
        {
            return 0;
        }

        try
        {
            var deleted = await session.Remote.Store.DeleteObjectsAsync(surplus, cancellationToken);
            foreach (var error in deleted.Errors)
            {
                session.Output.Notice($"old copy {error.Key} was not pruned: {error.Code} {error.Message}".TrimEnd());
            }

            return deleted.Deleted.Count;
        }
        catch (VaultException failure)
        {
            session.Output.Notice($"{ByteSize.Count(surplus.Count, "old copy", "old copies")} were not pruned: {failure.Message}");
            return 0;
        }
    }
}
