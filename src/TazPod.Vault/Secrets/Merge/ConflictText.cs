using TazPod.Vault.Merging;
using TazPod.Vault.Results;
using TazPod.Vault.Text;

namespace TazPod.Vault.Secrets.Merge;

/// <summary>Describes a conflict for a user: names, never a value.</summary>
internal static class ConflictText
{
    /// <summary>The entry of a result.</summary>
    public static ConflictEntry Of(MergeConflict conflict) =>
        new(conflict.Path, PrintableText.Escaped(conflict.Path), Why(conflict));

    private static string Why(MergeConflict conflict) => conflict.Kind switch
    {
        MergeConflictKind.Lines => "both changed the same lines",
        MergeConflictKind.Keys => $"both changed {string.Join(", ", conflict.Keys)}",
        MergeConflictKind.Syntax => "merged, it would no longer be valid",
        MergeConflictKind.Modes => "both changed the mode",
        MergeConflictKind.RemovedHere => "removed here, changed at latest",
        MergeConflictKind.RemovedThere => "changed here, removed at latest",
        MergeConflictKind.FileAndDirectory => "a file on one side, a directory on the other",
        MergeConflictKind.LetterCase => "the names differ only in letter case",
        _ => "both changed it",
    };
}
