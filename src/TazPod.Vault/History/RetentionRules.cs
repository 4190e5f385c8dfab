namespace TazPod.Vault.History;

/// <summary>What retention keeps: copies that any one of these rules keeps stay.</summary>
/// <remarks>A copy is dated by the stamp in its key, in UTC; a week is ISO 8601's, Monday to Sunday. Of each period its newest copy
/// is kept, for the newest so many periods that have a copy at all: days without a push use nothing up.</remarks>
internal sealed class RetentionRules
{
    private RetentionRules(IReadOnlyList<RetentionRule> all) => All = all;

    /// <summary>The rules, at least one.</summary>
    public IReadOnlyList<RetentionRule> All { get; }

    /// <summary>The rules in words: <c>retention 50</c>, or <c>keep-daily 7, keep-weekly 4</c>.</summary>
    public override string ToString() => string.Join(", ", All);

    /// <summary>The newest copies and no others.</summary>
    public static RetentionRules Newest(int count) => new([new RetentionRule("retention", "copy", count, Itself)]);

    /// <summary>The rules that are given; null when none is.</summary>
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
