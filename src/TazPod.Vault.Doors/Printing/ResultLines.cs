using System.Globalization;
using TazPod.Vault.Errors;
using TazPod.Vault.Results;

namespace TazPod.Vault.Doors.Printing;

/// <summary>The tables that a result shows above its summary.</summary>
/// <param name="time">The clock and the local time zone.</param>
/// <param name="width">The width in columns.</param>
/// <param name="ink">The colours; null for none.</param>
/// <param name="words">Rewrites a finding of VaultDoctor in the terms of a door; null to keep it.</param>
/// <param name="isVerbose">Whether VaultDoctor shows settings that have their default.</param>
internal sealed class ResultLines(TimeProvider time, int width, Ink? ink = null, Func<string, string>? words = null, bool isVerbose = false)
{
    private const int ShortHash = 8;
    private const string TimeFormat = "yyyy-MM-dd HH:mm:ss";
    private const string None = "-";
    private const int NoteIndent = 5;
    private const int ContentAt = 6;
    private const int FixIndent = 9;

    private static readonly TextColumn[] CopyColumns =
    [
        TextColumn.Number, TextColumn.Number, TextColumn.Fixed, TextColumn.Fixed, TextColumn.Number, TextColumn.Number, TextColumn.Fixed,
    ];

    private readonly Ink ink = ink ?? Ink.None;

    public IReadOnlyList<string> Of(VerbResult result) => result switch
    {
        HistoryResult { Entries.Count: > 0 } history => History(history.Entries),
        StatusResult { Local: null, Remote: null } => [],
        StatusResult status => Status(status),
        LineageStatusResult { Current: not null } lineage => Lineage(lineage),
        PruneResult { IsPlan: true } plan => Plan(plan.Plan),
        SetupResult { Steps.Count: > 0 } setup => Setup(setup.Steps),
        DoctorResult doctor => Doctor([.. doctor.Checks.Where(check => isVerbose || !check.IsDefault)], doctor.Failure),
        DiffResult { Entries.Count: > 0 } diff => Different(diff.Entries),
        MergeResult merge => [.. merge.Entries.Count > 0 ? Different(merge.Entries) : [], .. Conflicts(merge.Conflicts)],
        ListResult { Files.Count: > 0 } list => Table(TextColumn.Number, TextColumn.Name)
            .Lines([.. list.Files.Select(file => new TextCell[] { ByteSize.Format(file.Size), file.Path })]),
        VerifyResult verified => Verified(verified.Vaults),
        _ => [],
    };

    // "pushed by" and "pushed from" can be long. They are at the end of the row if they fit, and on a separate line if they do not.
    private IReadOnlyList<string> History(IReadOnlyList<HistoryEntry> entries)
    {
        TextCell[][] rows =
        [
            TextCell.Heading("#", "rev", "stamp (UTC)", "local time", "age", "size", "content", "", "pushed by", "pushed from", "note"),
            .. entries.Select(Row),
        ];
        if (entries.All(entry => entry.Note is null))
        {
            rows = [.. rows.Select(row => (TextCell[])[.. row[..^1], ""])];
        }

        if (entries.All(entry => entry.Revision is null))
        {
            rows = [.. rows.Select(row => (TextCell[])[row[0], "", .. row[2..]])];
        }

        var whole = Table([.. CopyColumns, TextColumn.Fixed, TextColumn.Fixed, TextColumn.Fixed, TextColumn.Fixed]);
        return whole.Fits(rows) ? whole.Lines(rows) : Folded(entries, [.. rows.Select(row => row[..(CopyColumns.Length + 1)])]);
    }

    // What is the same for all copies is said once, below the table.
    private IReadOnlyList<string> Folded(IReadOnlyList<HistoryEntry> entries, TextCell[][] rows)
    {
        var table = Table([.. CopyColumns, TextColumn.Text]);
        if (!table.Fits(rows))
        {
            // The stamp already identifies a copy.
            rows = [.. rows.Select(row => (TextCell[])[.. row[..ContentAt], "", .. row[(ContentAt + 1)..]])];
        }

        var pushers = entries.Select(Pusher).Distinct().ToList();
        var isShared = pushers.Count == 1 && entries.Count > 1;
        var lines = table.Rows(rows);
        return
        [
            .. lines[0],
            .. entries.SelectMany((entry, index) => (string[])
                [.. lines[index + 1], .. Below(isShared ? null : Pusher(entry), "by "), .. Below(entry.Note, "note: ")]),
            .. isShared && pushers[0] is { } pusher ? PlainText.Wrap(PlainText.OneLine($"all pushed by {pusher}"), width) : [],
        ];
    }

    private IEnumerable<string> Below(string? text, string label) =>
        text is null ? [] : PlainText.Wrap(PlainText.OneLine($"{new string(' ', NoteIndent)}{label}{text}"), width, NoteIndent)
            .Select(line => Cells.CutMiddle(line, width));

    private static string? Pusher(HistoryEntry entry) =>
        entry.PushedBy is null && entry.PushedFrom is null
            ? null
            : string.Join(", ", new[] { entry.PushedBy, entry.PushedFrom }.OfType<string>());

    private TextCell[] Row(HistoryEntry entry) =>
    [
        entry.Index.ToString(CultureInfo.InvariantCulture),
        entry.Revision?.ToString(CultureInfo.InvariantCulture) ?? None,
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

    private IReadOnlyList<string> Status(StatusResult status)
    {
        TextCell[][] rows =
        [
            TextCell.Heading("", "local", "remote"),
            Pair("modified", version => Local(version.Modified)),
            Pair("age", version => Age.Of(time.GetUtcNow() - version.Modified)),
            Pair("revision", version => version.Revision?.ToString(CultureInfo.InvariantCulture)),
            Pair("stamp (UTC)", version => version.Stamp),
            Pair("size", version => ByteSize.Format(version.Size)),
            Pair("vault", version => Short(version.VaultSha256)),
            Pair("content", version => Short(version.ContentSha256)),
            Pair("pushed by", version => version.PushedBy),
            Pair("pushed from", version => version.PushedFrom),
        ];
        return Table(TextColumn.Fixed, TextColumn.Text, TextColumn.Text)
            .Lines([.. rows.Where((row, index) => index == 0 || row[1].Text != None || row[2].Text != None)]);

        TextCell[] Pair(string name, Func<VaultVersion, string?> value) =>
            [name, Value(status.Local, value), Value(status.Remote, value)];
    }

    private IReadOnlyList<string> Lineage(LineageStatusResult lineage)
    {
        var rows = new[] { lineage.Current, lineage.Previous }.OfType<SnapshotEntry>().Select(entry => new TextCell[]
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
            .. Table(
                TextColumn.Number, TextColumn.Fixed, TextColumn.Fixed, TextColumn.Number, TextColumn.Number, TextColumn.Fixed, TextColumn.Text)
                .Lines([TextCell.Heading("#", "slot", "local time", "age", "size", "sha256", "pushed by"), .. rows]),
            .. fingerprints.SelectMany(line => PlainText.Wrap(line, width)),
        ];
    }

    private static string Value(VaultVersion? version, Func<VaultVersion, string?> value) =>
        (version is null ? null : value(version)) ?? None;

    private IReadOnlyList<string> Plan(IReadOnlyList<PlanEntry> entries)
    {
        var rows = entries.Select(entry => new[]
        {
            entry.Kept ? "keep" : new TextCell("remove", Tone.Bad), entry.Stamp, ByteSize.Format(entry.Size), entry.Reason,
        });
        return entries.Count == 0 ? [] : Table(TextColumn.Fixed, TextColumn.Fixed, TextColumn.Number, TextColumn.Text).Lines([.. rows]);
    }

    // What the step fails with is printed as its failure, below the table.
    private IReadOnlyList<string> Doctor(IReadOnlyList<DoctorCheck> checks, VaultException? failure)
    {
        checks = [.. checks.Select(check => check.Cause is { } cause && cause == failure
            ? check with { Finding = $"{cause.Error.Code}, see below", Fix = null }
            : check)];
        var rows = checks.Select(check => new[] { Verdict(check.Verdict), check.Name, Words(check.Finding) }).ToArray();
        return checks.Count == 0 ? [] : [.. Table(TextColumn.Fixed, TextColumn.Fixed, TextColumn.Text).Rows(rows).Zip(checks).SelectMany(pair => pair.First.Concat(
            pair.Second.Fix is { } fix ? PlainText.Wrap(PlainText.OneLine($"{new string(' ', FixIndent)}fix: {Words(fix)}"), width, FixIndent) : []))];
    }

    private static TextCell Verdict(DoctorVerdict verdict) => new(verdict.ToString().ToLowerInvariant(), verdict switch
    {
        DoctorVerdict.Good => Tone.Good,
        DoctorVerdict.Warning => Tone.Warning,
        DoctorVerdict.Bad => Tone.Bad,
        _ => Tone.Plain,
    });

    private IReadOnlyList<string> Setup(IReadOnlyList<SetupStep> steps) => Table(TextColumn.Fixed, TextColumn.Fixed, TextColumn.Text)
        .Lines([.. steps.Select(step => new TextCell[] { step.Name, step.Words, step.Detail ?? "" })]);

    // A table of the checked vaults, then a line for each class of problems.
    private IReadOnlyList<string> Verified(IReadOnlyList<VerifiedVault> vaults)
    {
        var rows = vaults.Select(vault => new[]
        {
            vault.Name, ByteSize.Format(vault.Size), new TextCell(VerifyResult.Word(vault.Condition), Of(vault)), vault.Detail ?? "",
        });
        var classes = vaults.Where(vault => vault.Condition is not (VaultCondition.Whole or VaultCondition.Present))
            .GroupBy(vault => vault.Condition)
            .OrderBy(group => group.Key)
            .Select(group => $"{VerifyResult.Word(group.Key)}: {string.Join(", ", group.Select(vault => vault.Name))}");
        return
        [
            .. vaults.Count == 0 ? [] : Table(TextColumn.Name, TextColumn.Number, TextColumn.Fixed, TextColumn.Text).Lines([.. rows]),
            .. classes.SelectMany(line => PlainText.Wrap(PlainText.OneLine(line), width)),
        ];
    }

    private static Tone Of(VerifiedVault vault) => vault.Fails ? Tone.Bad
        : vault.Condition is VaultCondition.Whole or VaultCondition.Present or VaultCondition.Repaired ? Tone.Good
        : Tone.Warning;

    private IReadOnlyList<string> Different(IReadOnlyList<DifferentEntry> entries) => Table(TextColumn.Fixed, TextColumn.Name, TextColumn.Text)
        .Lines([.. entries.Select(entry => new[] { new TextCell(entry.Change, Of(entry)), entry.Name, What(entry) })]);

    private IReadOnlyList<string> Conflicts(IReadOnlyList<ConflictEntry> conflicts) => conflicts.Count == 0
        ? []
        : Table(TextColumn.Fixed, TextColumn.Name, TextColumn.Text)
            .Lines([.. conflicts.Select(conflict => new[] { new TextCell("conflict", Tone.Bad), conflict.Name, conflict.Why })]);

    private static Tone Of(DifferentEntry entry) => (entry.Before, entry.After) switch
    {
        (null, _) => Tone.Good,
        (_, null) => Tone.Bad,
        _ => Tone.Warning,
    };

    private static string What(DifferentEntry entry) => (entry.Before, entry.After) switch
    {
        ({ } before, { } after) => string.Join(", ", [.. Marked(before.IsDirectory != after.IsDirectory, $"{Kind(before)} -> {Kind(after)}"),
            .. Marked(entry.ContentChanged && !before.IsDirectory && !after.IsDirectory, before.Size == after.Size
                ? $"{ByteSize.Format(after.Size)}, other content" : $"{ByteSize.Format(before.Size)} -> {ByteSize.Format(after.Size)}"),
            .. Marked(before.Mode != after.Mode, $"mode {before.Mode} -> {after.Mode}")]),
        var (before, after) => (before ?? after) is { IsDirectory: false } file ? ByteSize.Format(file.Size) : "",
    };

    private TextTable Table(params TextColumn[] columns) => new(width, ink, columns);

    private string Words(string line) => words?.Invoke(line) ?? line;

    private static string Kind(EntryFacts entry) => entry.IsDirectory ? "directory" : "file";

    private static string[] Marked(bool holds, string mark) => holds ? [mark] : [];

    private string Local(DateTimeOffset instant) =>
        TimeZoneInfo.ConvertTime(instant, time.LocalTimeZone).ToString(TimeFormat, CultureInfo.InvariantCulture);

    private static string Short(string? hash) => hash is null ? None : hash[..Math.Min(ShortHash, hash.Length)];
}
