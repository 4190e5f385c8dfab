namespace TazPod.Vault.Merging;

/// <summary>A place that the sides use for different things: a file and a directory, or names that differ only in letter case. The
/// subtrees there cannot be merged entry by entry.</summary>
/// <param name="Ours">The root of ours.</param>
/// <param name="Theirs">The root of theirs.</param>
internal sealed record Clash(string Ours, string Theirs)
{
    /// <summary>The conflict, if both sides changed their subtree. It is the same whichever side is ours.</summary>
    public MergeConflict Conflict => Ours == Theirs
        ? new MergeConflict(Ours, MergeConflictKind.FileAndDirectory)
        : new MergeConflict(string.CompareOrdinal(Ours, Theirs) < 0 ? Ours : Theirs, MergeConflictKind.LetterCase);

    /// <summary>The topmost clashes of two trees.</summary>
    /// <param name="ours">Our tree.</param>
    /// <param name="theirs">Their tree.</param>
    /// <param name="comparer">Compares paths as the file system does.</param>
    public static IEnumerable<Clash> Of(TreeSide ours, TreeSide theirs, StringComparer comparer)
    {
        var known = ours.Entries.ToDictionary(entry => entry.Path, comparer);
        Clash? last = null;
        foreach (var entry in theirs.Entries)
        {
            // What is in a directory follows it directly.
            if ((last is null || !TreePath.IsBelow(entry.Path, last.Theirs))
                && known.TryGetValue(entry.Path, out var other) && (other.Path != entry.Path || other.Kind != entry.Kind))
            {
                last = new Clash(other.Path, entry.Path);
                yield return last;
            }
        }
    }
}
