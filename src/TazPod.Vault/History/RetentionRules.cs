namespace TazPod.Vault.History;

/// <summary>The retention rules. A copy is kept if any of them keeps it.</summary>
/// <remarks>A copy is dated by the stamp in its key, in UTC. Weeks are ISO 8601 weeks, Monday to Sunday. Of each period, the newest copy is
/// kept, for the newest periods that have a copy at all: days without a push do not count.</remarks>
internal sealed class RetentionRules
{
    private RetentionRules(IReadOnlyList<RetentionRule> all) => All = all;

    /// <summary>The rules, at least one.</summary>
    public IReadOnlyList<RetentionRule> All { get; }

    /// <summary>The rules as text: <c>retention 50</c>, or <c>keep-daily 7, keep-weekly 4</c>.</summary>
    public override string ToString() => string.Join(", ", All);

    /// <summary>Keeps only the newest copies.</summary>
    public static RetentionRules Newest(int count) => new([new RetentionRule("retention", "copy", count, Itself)]);

    /// <summary>The rules that are set; null if none is.</summary>
    public static RetentionRules? Of(int? last, int? daily, int? weekly, int? monthly)
    {
        RetentionRule[] rules =
        [
            .. Rule("keep-last", "copy", last, Itself),
            .. Rule("keep-daily", "day", daily, stamp => $"{stamp.Time:yyyy-MM-dd}"),
            .. Rule("keep-weekly", "week", weekly, Week),
            .. Rule("keep-monthly", "month", monthly, stamp => $"{stamp.Time:yyyy-MM}"),
        ];
        return rules.Length == 0 ? null : new RetentionRules(rules);
    }

    private static IEnumerable<RetentionRule> Rule(string name, string period, int? count, Func<Stamp, string> periodOf) =>
        count is { } number ? [new RetentionRule(name, period, number, periodOf)] : [];

    private static string Itself(Stamp stamp) => stamp.ToString();

    private static string Week(Stamp stamp)
    {
        var day = stamp.Time.UtcDateTime;
        return $"{System.Globalization.ISOWeek.GetYear(day):0000}-W{System.Globalization.ISOWeek.GetWeekOfYear(day):00}";
    }
}
