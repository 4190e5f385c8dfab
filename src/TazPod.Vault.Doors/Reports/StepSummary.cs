using System.Globalization;
using TazPod.Vault.Doors.Printing;
using TazPod.Vault.Errors;
using TazPod.Vault.Results;

namespace TazPod.Vault.Doors.Reports;

/// <summary>The result of a verb as a page of Markdown.</summary>
internal static class StepSummary
{
    // GitHub drops a summary of more than 1 MiB completely, and so many rows are of no use to a reader.
    private const int MostRows = 100;
    private const string Special = "\\`*_[]<>|~&";

    public static string Of(VerbResult result, HistoryResult? history) =>
        $"### {result.Verb}: {result.Status}\n\n{Plain(result.Summary)}\n\n{(history is null ? "" : Table(history))}";

    public static string Of(string verb, VaultException failure) => $"### {verb}: failed\n\n{Plain(FailureLine.Of(failure))}\n\n";

    private static string Table(HistoryResult history) => string.Concat(
        (string[])
        [
            "| # | stamp (UTC) | size | | pushed by | pushed from | note |\n|---:|---|---:|---|---|---|---|\n",
            .. history.Entries.Take(MostRows).Select(Row),
            history.Entries.Count <= MostRows ? "\n" : $"\nThe newest {MostRows} of {history.Entries.Count}.\n\n",
        ]);

    private static string Row(HistoryEntry entry) => $"| {string.Join(" | ",
        entry.Index.ToString(CultureInfo.InvariantCulture),
        entry.Stamp,
        ByteSize.Format(entry.Size),
        string.Join(", ", ((string[])[entry.IsLatest ? "latest" : "", entry.IsPinned ? "pinned" : ""]).Where(mark => mark.Length > 0)),
        Plain(entry.PushedBy ?? ""),
        Plain(entry.PushedFrom ?? ""),
        Plain(entry.Note ?? ""))} |\n";

    // Notes and names of pushers come from the store, and must not be interpreted as Markdown.
    private static string Plain(string text) => string.Concat(
        PlainText.OneLine(text).Select(character => Special.Contains(character, StringComparison.Ordinal) ? $"\\{character}" : character.ToString()));
}
