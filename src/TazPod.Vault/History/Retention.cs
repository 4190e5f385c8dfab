using System.Globalization;

namespace TazPod.Vault.History;

/// <summary>Decides which copies are deleted: those that no rule keeps, except copies that must never be deleted.</summary>
internal static class Retention
{
    /// <summary>The smallest number of copies that a setting may keep.</summary>
    public const int Minimum = 1;

    /// <summary>Decides for every copy. The newest copy, copies of latest and pinned copies are always kept, regardless of the
    /// rules.</summary>
    /// <param name="copies">All copies, newest first.</param>
    /// <param name="rules">The rules that keep copies.</param>
    /// <param name="isLatest">Whether a copy holds the same content as latest.</param>
    /// <param name="isPinned">Whether a copy is pinned.</param>
    /// <returns>The same copies in the same order.</returns>
    public static IReadOnlyList<PlannedCopy> Plan(
        IReadOnlyList<HistoryCopy> copies, RetentionRules rules, Func<HistoryCopy, bool> isLatest, Func<HistoryCopy, bool> isPinned)
    {
        var periods = rules.All.Select(_ => new HashSet<string>()).ToList();
        return [.. copies.Select((copy, index) => Decide(copy, index == 0, isLatest(copy), isPinned(copy)))];

        PlannedCopy Decide(HistoryCopy copy, bool isNewest, bool holdsLatest, bool hasPin)
        {
            List<string> kept = [.. Named(isNewest, "newest"), .. Named(holdsLatest, "latest"), .. Named(hasPin, "pinned")];
            List<string> older = [];
            List<string> beyond = [];
            for (var rule = 0; rule < rules.All.Count; rule++)
            {
                Ask(rules.All[rule], copy.Stamp, periods[rule], kept, older, beyond);
            }

            return kept.Count > 0
                ? new PlannedCopy(copy, true, string.Join(", ", kept))
                : new PlannedCopy(copy, false, string.Join("; ", [.. Listed("newer copy in its", older), .. Listed("beyond", beyond)]));
        }
    }

    private static void Ask(
        RetentionRule rule, Stamp stamp, HashSet<string> periods, List<string> kept, List<string> older, List<string> beyond)
    {
        var period = rule.PeriodOf(stamp);
        if (periods.Contains(period))
        {
            older.Add(rule.Period);
        }
        else if (periods.Count < rule.Count)
        {
            periods.Add(period);
            kept.Add(rule.Period == "copy"
                ? string.Create(CultureInfo.InvariantCulture, $"{periods.Count} of {rule}")
                : $"{rule.Period} {period}");
        }
        else
        {
            beyond.Add(rule.ToString());
        }
    }

    private static string[] Named(bool holds, string name) => holds ? [name] : [];

    private static string[] Listed(string what, List<string> names) => names.Count == 0 ? [] : [$"{what} {string.Join(", ", names)}"];
}
