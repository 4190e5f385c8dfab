using TazPod.Vault.Errors;
using TazPod.Vault.History;
using TazPod.Vault.Options;
using TazPod.Vault.Results;
using TazPod.Vault.Session;
using TazPod.Vault.Settings;
using TazPod.Vault.Verbs;

namespace TazPod.Vault.Copies;

/// <summary>PruneHistory: applies only the retention, and reports every failure.</summary>
internal sealed class PruneVerb(VaultSession session, PruneOptions options)
{
    /// <summary>The verb.</summary>
    public static readonly VerbDefinition<PruneOptions, PruneResult> Definition =
        new(PruneResult.Name, "prune", "Removes old history copies; --plan only shows which")
        {
            Details = "applies the retention; `--plan` only shows the result, with the reason for every copy",
            Requests = "1 per 1000, 1 per 1000 deleted",
            Examples = ["--plan", "--keep-daily=7 --keep-weekly=4"],
            Reads =
        [
            .. SettingCatalog.OfStore, "retention", "keep last", "keep daily", "keep weekly", "keep monthly", .. SettingCatalog.Common,
        ],
            Options = [OptionCatalog.Plan],
            NeedsStore = true,
            Writes = true,
            OptionsOf = PruneOptions.Of,
            Run = static (session, options, cancel) => new PruneVerb(session, options).RunAsync(cancel),
        };

    public async Task<PruneResult> RunAsync(CancellationToken cancellationToken)
    {
        var listing = await HistoryListing.ReadAsync(session.Remote.Store, cancellationToken);
        var rules = session.Settings.RetentionRules;
        NoteUnusedRetention();
        var latest = await LatestCopy.SparedAsync(session.Remote.Store, listing, cancellationToken);
        var plan = Retention.Plan(listing.Copies, rules, copy => latest.Contains(copy.Key), copy => listing.IsPinned(copy.Stamp));
        HistoryCopy[] surplus = [.. plan.Where(planned => !planned.IsKept).Select(planned => planned.Copy).Reverse()];
        if (surplus.Length > 0 && !options.Plan)
        {
            await DeleteAsync(surplus, cancellationToken);
        }

        return new PruneResult(
            options.Plan,
            session.Remote.Name,
            rules.ToString(),
            plan.Count - surplus.Length,
            [.. surplus.Select(copy => new PrunedCopy(copy.Stamp.ToString(), copy.Key, copy.Size))],
            [.. plan.Select(planned => new PlanEntry(planned.Copy.Stamp.ToString(), planned.Copy.Size, planned.IsKept, planned.Reason))]);
    }

    private void NoteUnusedRetention()
    {
        if (session.Settings.HasKeepRules && session.Settings.Origins.TryGetValue("retention", out var origin) && origin != "default")
        {
            session.Output.Notice($"the retention from {origin} is not used; these rules apply: {session.Settings.RetentionRules}");
        }
    }

    private async Task DeleteAsync(HistoryCopy[] surplus, CancellationToken cancellationToken)
    {
        var deleted = await session.Remote.Store.DeleteObjectsAsync([.. surplus.Select(copy => copy.Key)], cancellationToken);
        if (deleted.Errors.Count == 0)
        {
            return;
        }

        foreach (var error in deleted.Errors)
        {
            session.Output.Notice($"not pruned: {error.Key}: {error.Code} {error.Message}".TrimEnd());
        }

        var first = deleted.Errors[0];
        var isDenied = deleted.Errors.All(error => error.Code == "AccessDenied");
        throw (isDenied ? VaultErrors.AccessDenied : VaultErrors.DeletionsFailed).With(
            $"{ByteSize.Count(deleted.Errors.Count, "copy", "copies")} of {surplus.Length} in {session.Remote.Name} could not be pruned: "
            + $"{first.Key}: {first.Code} {first.Message}".TrimEnd(),
            isDenied ? first.Hint ?? $"Allow s3:DeleteObject below {ObjectKeys.HistoryPrefix}." : "Run PruneHistory again.");
    }
}
