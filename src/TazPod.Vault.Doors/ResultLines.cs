using System.Globalization;
using TazPod.Vault.Results;

namespace TazPod.Vault.Doors;

/// <summary>What a result shows above its summary: the tables.</summary>
/// <param name="time">The clock and the local time zone.</param>
/// <param name="width">Columns there are.</param>
internal sealed class ResultLines(TimeProvider time, int width)
{
    private const int MostPlanned = 20;
    private const int ShortHash = 8;
    private const string TimeFormat = "yyyy-MM-dd HH:mm:ss";
    private const string None = "-";

    public IReadOnlyList<string> Of(VerbResult result) => result switch
    {
        HistoryResult { Entries.Count: > 0 } history => History(history.Entries),
        StatusResult { Local: null, Remote: null } => [],
        StatusResult status => Status(status),
        LineageStatusResult { Current: not null } lineage => Lineage(lineage),
        PruneResult { IsPlan: true, Pruned.Count: > 0 } plan => Plan(plan.Pruned),
        _ => [],
    };

    // Who pushed a copy, and from where, can be long. It ends the row where that fits, and is a line of its own where it does not.
    private IReadOnlyList<string> History(IReadOnlyList<HistoryEntry> entries)
    {
        string[] heading = ["#", "stamp (UTC)", "local time", "age", "size", "content", "", "pushed by", "pushed from"];
        string[][] rows = [heading, .. entries.Select(Row)];
        var whole = TextTable.Lines(rows, [0, 3, 4]);
        if (whole.All(line => line.Length <= width))
        {
            return whole;
        }

        var narrow = TextTable.Lines([.. rows.Select(row => row[..7])], [0, 3, 4]);
        return [narrow[0], .. entries.SelectMany((entry, index) => Folded(narrow[index + 1], entry))];
    }

    private string[] Row(HistoryEntry entry) =>
    [
        entry.Index.ToString(CultureInfo.InvariantCulture),
        entry.Stamp,
        Local(entry.Time),
        Age.Of(time.GetUtcNow() - entry.Time),
        ByteSize.Format(entry.Size),
        Short(entry.ContentSha256),
        entry.IsLatest ? "latest" : "",
        entry.PushedBy ?? None,
        entry.PushedFrom ?? "",
    ];

    private IEnumerable<string> Folded(string line, HistoryEntry entry)
    {
        yield return line;
        if (entry.PushedBy is not null || entry.PushedFrom is not null)
        {
            var who = string.Join(", ", new[] { entry.PushedBy, entry.PushedFrom }.OfType<string>());
            yield return PlainText.Fit($"     by {who}", width);
        }
    }

    private IReadOnlyList<string> Status(StatusResult status)
    {
        string[][] rows =
        [
            ["", "local", "remote"],
            Pair("modified", version => Local(version.Modified)),
            Pair("age", version => Age.Of(time.GetUtcNow() - version.Modified)),
            Pair("stamp (UTC)", version => version.Stamp),
            Pair("size", version => ByteSize.Format(version.Size)),
            Pair("vault", version => Short(version.VaultSha256)),
            Pair("content", version => Short(version.ContentSha256)),
            Pair("pushed by", version => version.PushedBy),
            Pair("pushed from", version => version.PushedFrom),
        ];
        return [.. TextTable.Lines(rows).Select(line => PlainText.Fit(line, width))];

        string[] Pair(string name, Func<VaultVersion, string?> value) =>
            [name, Value(status.Local, value), Value(status.Remote, value)];
    }

    private IReadOnlyList<string> Lineage(LineageStatusResult lineage)
    {
        string[] heading = ["#", "slot", "local time", "age", "size", "sha256", "pushed by"];
        var rows = new[] { lineage.Current, lineage.Previous }.OfType<SnapshotEntry>().Select(entry => new[]
        {
            entry.Generation.ToString(CultureInfo.InvariantCulture),
            entry.Slot,
            Local(entry.Created),
            Age.Of(time.GetUtcNow() - entry.Created),
            ByteSize.Format(entry.Size),
            Short(entry.Sha256),
            entry.CreatedBy,
        });
        return [.. TextTable.Lines([heading, .. rows], [0, 3, 4]).Select(line => PlainText.Fit(line, width))];
    }

    private static string Value(VaultVersion? version, Func<VaultVersion, string?> value) =>
        (version is null ? null : value(version)) ?? None;

    private static IReadOnlyList<string> Plan(IReadOnlyList<PrunedCopy> copies)
    {
        var shown = copies.Take(MostPlanned).Select(copy => new[] { $"would remove {copy.Stamp}", ByteSize.Format(copy.Size) });
        var lines = TextTable.Lines([.. shown], [1]);
        return copies.Count <= MostPlanned
            ? lines
            : [.. lines, $"and {copies.Count - MostPlanned} newer ones (--result=FILE lists all)"];
    }

    private string Local(DateTimeOffset instant) =>
        TimeZoneInfo.ConvertTime(instant, time.LocalTimeZone).ToString(TimeFormat, CultureInfo.InvariantCulture);

    private static string Short(string? hash) => hash is null ? None : hash[..Math.Min(ShortHash, hash.Length)];
}
