using TazPod.Vault.Doors.Printing;
using TazPod.Vault.Doors.Tests.Support;
using TazPod.Vault.Errors;
using TazPod.Vault.Results;

namespace TazPod.Vault.Doors.Tests.Printing;

public sealed class ResultLinesTests
{
    private const string Store = "tazlab-storage at file:/store";

    private static readonly HistoryResult History = new(Store, true,
    [
        Entry(1, "20260520T205957", 1_536, true, "ops@laptop", null),
        Entry(2, "20260520T180000", 1_047_552, false, "runner@ci-7", "github acme/infrastructure run 123456789 0123456789ab"),
        Entry(3, "20250101T000000", 900, false, null, null),
    ]);

    [Fact]
    public void History_has_one_row_per_copy_if_the_window_is_wide() => AssertLines(
        """
        #  stamp (UTC)      local time             age      size  content           pushed by    pushed from
        1  20260520T205957  2026-05-20 22:59:57    3 s   1.5 KiB  abcdef12  latest  ops@laptop
        2  20260520T180000  2026-05-20 20:00:00    3 h  1023 KiB  abcdef12          runner@ci-7  github acme/infrastructure run 123456789 0123456789ab
        3  20250101T000000  2025-01-01 02:00:00  504 d     900 B  -                 -
        """,
        History,
        int.MaxValue);

    [Fact]
    public void In_80_columns_the_pusher_is_on_a_separate_line() => AssertLines(
        """
        #  stamp (UTC)      local time             age      size  content
        1  20260520T205957  2026-05-20 22:59:57    3 s   1.5 KiB  abcdef12  latest
             by ops@laptop
        2  20260520T180000  2026-05-20 20:00:00    3 h  1023 KiB  abcdef12
             by runner@ci-7, github acme/infrastructure run 123456789 0123456789ab
        3  20250101T000000  2025-01-01 02:00:00  504 d     900 B  -
        """,
        History,
        80);

    [Fact]
    public void Copies_with_a_revision_show_it() => AssertLines(
        """
        #  rev  stamp (UTC)      local time           age     size  content           pushed by  pushed from
        1   12  20260520T205957  2026-05-20 22:59:57  3 s  1.5 KiB  abcdef12  latest  me
        2    -  20260520T180000  2026-05-20 20:00:00  3 h    900 B  abcdef12          me
        """,
        new HistoryResult(Store, true,
        [
            Entry(1, "20260520T205957", 1_536, true, "me", null) with { Revision = 12 },
            Entry(2, "20260520T180000", 900, false, "me", null),
        ]),
        int.MaxValue);

    [Fact]
    public void The_widest_row_with_a_revision_fits_80_columns_without_the_content()
    {
        var result = new HistoryResult(Store, true, [Entry(10_000, "20260520T205957", 1_047_552, true, "me", null) with { Revision = 123_456 }]);

        var lines = new ResultLines(Clock.Create(), 80).Of(result);

        Assert.All(lines, line => Assert.InRange(line.Length, 1, 80));
        Assert.Contains("123456", lines[1], StringComparison.Ordinal);
        Assert.DoesNotContain("abcdef12", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void The_widest_row_fits_80_columns()
    {
        var result = new HistoryResult(Store, true, [Entry(10_000, "20260520T205957", 1_047_552, true, new string('x', 200), null)]);

        Assert.All(new ResultLines(Clock.Create(), 80).Of(result), line => Assert.InRange(line.Length, 1, 80));
    }

    [Fact]
    public void Text_from_a_store_is_escaped_before_the_columns_are_measured()
    {
        var odd = Entry(1, "20260520T205957", 1_536, true, "\u202eops", null) with { Note = "kept\u200b" };
        var history = new HistoryResult(Store, true, [odd, Entry(2, "20260520T180000", 900, false, "me", null)]);

        AssertLines(
            """
            #  stamp (UTC)      local time           age     size  content           pushed by  pushed from  note
            1  20260520T205957  2026-05-20 22:59:57  3 s  1.5 KiB  abcdef12  latest  \u202eops               kept\u200b
            2  20260520T180000  2026-05-20 20:00:00  3 h    900 B  abcdef12          me
            """,
            history,
            int.MaxValue);
        Assert.All(new ResultLines(Clock.Create(), 40).Of(history), line => Assert.DoesNotContain(line, character => character is '\u202e' or '\u200b'));
        Assert.Contains(new ResultLines(Clock.Create(), 80).Of(history), line => line == @"     note: kept\u200b");
    }

    [Fact]
    public void Status_shows_local_and_remote_side_by_side() => AssertLines(
        """
                     local                remote
        modified     2026-05-20 22:59:00  2026-05-20 22:58:00
        age          1 min                2 min
        revision     -                    12
        stamp (UTC)  -                    20260520T205800
        size         2 KiB                1 KiB
        vault        0123abcd             -
        content      -                    fedcba98
        pushed by    -                    runner@ci-7
        pushed from  -                    gitlab acme/infrastructure run 123456789
                                          0123456789ab
        """,
        new StatusResult(
            SyncRelation.LocalAhead,
            "/vault.tar.aes",
            Store,
            new VaultVersion(new(2026, 5, 20, 20, 59, 0, TimeSpan.Zero), 2048, null, "0123abcdef", null, null, null),
            new VaultVersion(
                new(2026, 5, 20, 20, 58, 0, TimeSpan.Zero), 1024, "20260520T205800", null, "fedcba9876", "runner@ci-7",
                "gitlab acme/infrastructure run 123456789 0123456789ab")
            {
                Revision = 12,
            },
            null),
        80);

    [Fact]
    public void Without_any_vault_there_is_no_table()
    {
        Assert.Empty(Lines(new StatusResult(SyncRelation.NothingAnywhere, "/v", Store, null, null, null), 80));
        Assert.Empty(Lines(new HistoryResult(Store, false, []), 80));
    }

    [Fact]
    public void A_plan_gives_the_reason_for_every_copy() => AssertLines(
        """
        keep    20260520T210000  1 KiB  newest, day 2026-05-20, week 2026-W21
        remove  20260520T200000   12 B  newer copy in its day, week
        remove  20260510T200000   12 B  newer copy in its month; beyond keep-daily 1,
                                        keep-weekly 1
        """,
        new PruneResult(true, Store, "keep-daily 1", 1, [], [
            new PlanEntry("20260520T210000", 1024, true, "newest, day 2026-05-20, week 2026-W21"),
            new PlanEntry("20260520T200000", 12, false, "newer copy in its day, week"),
            new PlanEntry("20260510T200000", 12, false, "newer copy in its month; beyond keep-daily 1, keep-weekly 1"),
        ]),
        80);

    [Fact]
    public void What_all_copies_have_in_common_is_said_once()
    {
        var history = new HistoryResult(Store, true,
        [
            Entry(1, "20260520T205957", 1_536, true, "root@vm", "gitlab acme/infrastructure run 1"),
            Entry(2, "20260520T180000", 900, false, "root@vm", "gitlab acme/infrastructure run 1"),
        ]);

        AssertLines(
            """
            #  stamp (UTC)      local time           age     size  content
            1  20260520T205957  2026-05-20 22:59:57  3 s  1.5 KiB  abcdef12  latest
            2  20260520T180000  2026-05-20 20:00:00  3 h    900 B  abcdef12
            all pushed by root@vm, gitlab acme/infrastructure run 1
            """,
            history,
            80);
    }

    [Fact]
    public void The_doctor_shows_what_was_set_and_each_problem_once()
    {
        var cause = VaultErrors.StoreUnreachable.With("the store cannot be reached", "Check the network.");
        var result = new DoctorResult(Store,
        [
            new DoctorCheck("bucket", DoctorVerdict.Fact, "mine (from --bucket)"),
            new DoctorCheck("region", DoctorVerdict.Fact, "eu-central-1 (default)") { IsDefault = true },
            new DoctorCheck("clock", DoctorVerdict.Warning, "70 s ahead of the store's", "Set this machine's clock."),
            new DoctorCheck("store", DoctorVerdict.Bad, "TAZPOD2004: the store cannot be reached", "Check the network.") { Cause = cause },
        ]);

        AssertLines(
            """
            fact     bucket  mine (from --bucket)
            warning  clock   70 s ahead of the store's
                     fix: Set this machine's clock.
            bad      store   TAZPOD2004, see below
            """,
            result,
            80);
        Assert.Contains(
            "fact     region  eu-central-1 (default)", new ResultLines(Clock.Create(), 80, isVerbose: true).Of(result), StringComparer.Ordinal);
    }

    private static HistoryEntry Entry(int index, string stamp, long size, bool isLatest, string? by, string? from) => new(
        index,
        stamp,
        DateTimeOffset.ParseExact(
            stamp, "yyyyMMdd'T'HHmmss", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal),
        $"tazpod/vault/history/vault-{stamp}.tar.aes",
        size,
        isLatest,
        by is null ? null : "abcdef1234567890",
        by,
        from,
        false,
        null);

    private static void AssertLines(string expected, VerbResult result, int width) =>
        Assert.Equal(expected.ReplaceLineEndings("\n"), string.Join('\n', Lines(result, width)));

    private static IReadOnlyList<string> Lines(VerbResult result, int width) => new ResultLines(Clock.Create(), width).Of(result);
}
