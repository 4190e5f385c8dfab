using System.Globalization;
using TazPod.Vault.Results;

namespace TazPod.Vault.Doors.Printing;

/// <summary>The tables that a result shows above its summary.</summary>
/// <param name="time">The clock and the local time zone.</param>
/// <param name="width">The width in columns.</param>
internal sealed class ResultLines(TimeProvider time, int width)
{
    private const int ShortHash = 8;
    private const string TimeFormat = "yyyy-MM-dd HH:mm:ss";
    private const string None = "-";

    public IReadOnlyList<string> Of(VerbResult result) => result switch
    {
        HistoryResult { Entries.Count: > 0 } history => History(history.Entries),
        StatusResult { Local: null, Remote: null } => [],
        StatusResult status => Status(status),
        LineageStatusResult { Current: not null } lineage => Lineage(lineage),
        PruneResult { IsPlan: true } plan => Plan(plan.Plan),
        SetupResult { Steps.Count: > 0 } setup => Setup(setup.Steps),
        DoctorResult doctor => Doctor(doctor.Checks),
        DiffResult { Entries.Count: > 0 } diff => Different(diff.Entries),
        VerifyResult verified => Verified(verified.Vaults),
        _ => [],
    };

    // "pushed by" and "pushed from" can be long. They are at the end of the row if they fit, and on a separate line if they do not.
    private IReadOnlyList<string> History(IReadOnlyList<HistoryEntry> entries)
    {
        string[] heading = ["#", "stamp (UTC)", "local time", "age", "size", "content", "", "pushed by", "pushed from", "note"];
        string[][] rows = [heading, .. entries.Select(Row)];
        if (entries.All(entry => entry.Note is null))
        {
            rows = [.. rows.Select(row => row[..^1])];
        }

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
        string.Join(", ", [.. Marked(entry.IsLatest, "latest"), .. Marked(entry.IsPinned, "pinned")]),
        entry.PushedBy ?? None,
        entry.PushedFrom ?? "",
        entry.Note ?? "",
    ];

    private IEnumerable<string> Folded(string line, HistoryEntry entry)
    {
        yield return line;
        if (entry.PushedBy is not null || entry.PushedFrom is not null)
        {
            var who = string.Join(", ", new[] { entry.PushedBy, entry.PushedFrom }.OfType<string>());
            yield return PlainText.Fit(PlainText.OneLine($"     by {who}"), width);
        }

        if (entry.Note is not null)
        {
            yield return PlainText.Fit(PlainText.OneLine($"     note: {entry.Note}"), width);
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
        var fingerprints = new[] { lineage.Current, lineage.Previous }.OfType<SnapshotEntry>()
            .Where(entry => entry.Fingerprint is not null)
            .Select(entry => PlainText.OneLine($"fingerprint of generation {entry.Generation}: {entry.Fingerprint}"));
        return
        [
            .. TextTable.Lines([heading, .. rows], [0, 3, 4]).Select(line => PlainText.Fit(line, width)),
            .. fingerprints.SelectMany(line => PlainText.Wrap(line, width)),
        ];
    }

    private static string Value(VaultVersion? version, Func<VaultVersion, string?> value) =>
        (version is null ? null : value(version)) ?? None;

    private IReadOnlyList<string> Plan(IReadOnlyList<PlanEntry> entries)
    {
        var rows = entries.Select(entry => new[] { entry.Kept ? "keep" : "remove", entry.Stamp, ByteSize.Format(entry.Size), entry.Reason });
        return entries.Count == 0 ? [] : [.. TextTable.Lines([.. rows], [2]).SelectMany(line => PlainText.Wrap(line, width))];
    }

    private IReadOnlyList<string> Doctor(IReadOnlyList<DoctorCheck> checks)
    {
        var rows = checks.Select(check => new[] { check.Verdict.ToString().ToLowerInvariant(), check.Name, check.Finding }).ToArray();
        var lines = TextTable.Lines(rows);
        return [.. lines.Zip(checks).SelectMany(pair => PlainText.Wrap(pair.First, width).Concat(
            pair.Second.Fix is { } fix ? PlainText.Wrap($"         fix: {fix}", width) : []))];
    }

    private IReadOnlyList<string> Setup(IReadOnlyList<SetupStep> steps) =>
        [.. TextTable.Lines([.. steps.Select(step => new[] { step.Name, step.Words, step.Detail ?? "" })]).SelectMany(line => PlainText.Wrap(line, width))];

    // A table of the checked vaults, then a line for each class of problems.
    private IReadOnlyList<string> Verified(IReadOnlyList<VerifiedVault> vaults)
    {
        var rows = vaults.Select(vault =>
            new[] { vault.Name, ByteSize.Format(vault.Size), VerifyResult.Word(vault.Condition), vault.Detail ?? "" });
        var classes = vaults.Where(vault => vault.Condition is not (VaultCondition.Whole or VaultCondition.Present))
            .GroupBy(vault => vault.Condition)
            .OrderBy(group => group.Key)
            .Select(group => $"{VerifyResult.Word(group.Key)}: {string.Join(", ", group.Select(vault => vault.Name))}");
        return [.. TextTable.Lines([.. rows], [1]).Concat(classes).SelectMany(line => PlainText.Wrap(line, width))];
    }

    private IReadOnlyList<string> Different(IReadOnlyList<DifferentEntry> entries)
    {
        var rows = entries.Select(entry => new[] { entry.Change, entry.Name, What(entry) });
        var lines = TextTable.Lines([.. rows]);
        return lines.All(line => line.Length <= width)
            ? lines
            : [.. entries.SelectMany(entry => PlainText.Wrap($"{entry.Change,-7}  {entry.Name}  {What(entry)}".TrimEnd(), width))];
    }

    private static string What(DifferentEntry entry) => (entry.Before, entry.After) switch
    {
        ({ } before, { } after) => string.Join(", ", [.. Marked(before.IsDirectory != after.IsDirectory, $"{Kind(before)} -> {Kind(after)}"),
            .. Marked(entry.ContentChanged && !before.IsDirectory && !after.IsDirectory, before.Size == after.Size
                ? $"{ByteSize.Format(after.Size)}, other content" : $"{ByteSize.Format(before.Size)} -> {ByteSize.Format(after.Size)}"),
            .. Marked(before.Mode != after.Mode, $"mode {before.Mode} -> {after.Mode}")]),
        var (before, after) => (before ?? after) is { IsDirectory: false } file ? ByteSize.Format(file.Size) : "",
    };

    private static string Kind(EntryFacts entry) => entry.IsDirectory ? "directory" : "file";

    private static string[] Marked(bool holds, string mark) => holds ? [mark] : [];

    private string Local(DateTimeOffset instant) =>
        TimeZoneInfo.ConvertTime(instant, time.LocalTimeZone).ToString(TimeFormat, CultureInfo.InvariantCulture);

    private static string Short(string? hash) => hash is null ? None : hash[..Math.Min(ShortHash, hash.Length)];
}
