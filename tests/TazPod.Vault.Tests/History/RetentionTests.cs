using TazPod.Vault.History;

namespace TazPod.Vault.Tests.History;

public sealed class RetentionTests
{
    [Fact]
    public void The_newest_copy_of_each_day_week_and_month_is_kept()
    {
        var plan = Plan(
            RetentionRules.Of(null, 2, 2, 3),
            "20260601T000000", "20260531T235959", "20260531T120000", "20260525T000000", "20260524T230000", "20260101T000000");

        Assert.Equal(
            [
                "keep: newest, day 2026-06-01, week 2026-W23, month 2026-06",
                "keep: day 2026-05-31, week 2026-W22, month 2026-05",
                "remove: newer copy in its day, week, month",
                "remove: newer copy in its week, month; beyond keep-daily 2",
                "remove: newer copy in its month; beyond keep-daily 2, keep-weekly 2",
                "keep: month 2026-01",
            ],
            plan);
    }

    [Fact]
    public void Weeks_are_those_of_ISO_8601_even_at_the_end_of_the_year()
    {
        var plan = Plan(RetentionRules.Of(null, null, 5, null), "20270104T000000", "20270103T120000", "20261231T120000", "20261227T120000");

        Assert.Equal(
            ["keep: newest, week 2027-W01", "keep: week 2026-W53", "remove: newer copy in its week", "keep: week 2026-W52"], plan);
    }

    [Fact]
    public void Days_without_a_copy_do_not_count() =>
        Assert.Equal(
            ["keep: newest, day 2026-06-01", "keep: day 2020-01-01", "remove: beyond keep-daily 2"],
            Plan(RetentionRules.Of(null, 2, null, null), "20260601T000000", "20200101T000000", "20190101T000000"));

    [Fact]
    public void Latest_and_pinned_copies_are_kept_and_do_not_count()
    {
        HistoryCopy[] copies = [Copy("20260603T000000"), Copy("20260602T000000"), Copy("20260601T000000")];

        var plan = Retention.Plan(copies, RetentionRules.Newest(1), copy => copy == copies[2], copy => copy == copies[1]);

        Assert.Equal(["newest, 1 of retention 1", "pinned", "latest"], plan.Select(planned => planned.Reason));
        Assert.All(plan, planned => Assert.True(planned.IsKept));
    }

    [Fact]
    public void Without_rules_there_are_none() => Assert.Null(RetentionRules.Of(null, null, null, null));

    private static HistoryCopy Copy(string stamp) => new(ObjectKeys.ForStamp(Stamp.TryParse(stamp)!.Value), Stamp.TryParse(stamp)!.Value, 1, stamp);

    private static IEnumerable<string> Plan(RetentionRules? rules, params string[] stamps) =>
        Retention.Plan([.. stamps.Select(Copy)], rules!, _ => false, _ => false)
            .Select(planned => $"{(planned.IsKept ? "keep" : "remove")}: {planned.Reason}");
}
