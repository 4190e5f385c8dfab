using TazPod.Vault.Archive;
using TazPod.Vault.Archive.Entries;

namespace TazPod.Vault.Merging;

/// <summary>The result of a merge. Combined contents are wiped when disposed; the others are in the trees that were merged.</summary>
internal sealed class MergedTree : IDisposable
{
    private readonly IReadOnlyList<Unsettled> unsettled;
    private readonly TreeSide theirs;
    private readonly StringComparer comparer;
    private readonly WipedContents contents;

    /// <summary>Creates a result.</summary>
    /// <param name="entries">The entries in any order.</param>
    /// <param name="unsettled">The conflicts in any order.</param>
    /// <param name="sides">Ours and theirs.</param>
    /// <param name="comparer">Compares paths as the file system does.</param>
    /// <param name="contents">The combined contents.</param>
    public MergedTree(
        IEnumerable<ComposedEntry> entries, IEnumerable<Unsettled> unsettled, (TreeSide Ours, TreeSide Theirs) sides,
        StringComparer comparer, WipedContents contents)
    {
        this.unsettled = [.. unsettled.OrderBy(conflict => conflict.Conflict.Path, PathOrder.Instance)];
        this.comparer = comparer;
        this.contents = contents;
        theirs = sides.Theirs;
        Entries = [.. entries.OrderBy(entry => entry.Entry.Path, PathOrder.Instance)];
        var merged = Entries.Select(entry => entry.Entry).ToList();
        TreeLimits.Check(merged);
        Changes = [.. ChangesOf(sides.Ours).OrderBy(change => change.Path, PathOrder.Instance)];
        IsOurs = merged.SequenceEqual(sides.Ours.Entries);
        IsTheirs = merged.SequenceEqual(theirs.Entries);
    }

    /// <summary>The entries in canonical order. Where there is a conflict: what ours has, if anything.</summary>
    public IReadOnlyList<ComposedEntry> Entries { get; }

    /// <summary>The conflicts in canonical order.</summary>
    public IReadOnlyList<MergeConflict> Conflicts => [.. unsettled.Select(conflict => conflict.Conflict)];

    /// <summary>What is different from ours, in canonical order.</summary>
    public IReadOnlyList<MergeChange> Changes { get; }

    /// <summary>Whether this is exactly ours: paths, kinds, modes and contents.</summary>
    public bool IsOurs { get; }

    /// <summary>Whether this is exactly theirs: paths, kinds, modes and contents.</summary>
    public bool IsTheirs { get; }

    /// <summary>The entries to write into a directory where conflicts are to be resolved: these, and beside ours what theirs has.</summary>
    /// <remarks>A file or directory is beside ours under its name and the suffix. What theirs removed is an empty file, whose name also
    /// ends in <c>-deleted</c>.</remarks>
    /// <param name="suffix">The end of the names of what theirs has.</param>
    /// <returns>All <see cref="Entries"/> in canonical order, then the others in the canonical order of theirs; a directory before what is
    /// in it.</returns>
    /// <exception cref="Errors.VaultException">3007: this would be larger than a vault can be.</exception>
    public IReadOnlyList<ComposedEntry> WithTheirs(string suffix)
    {
        var beside = new BesideEntries(Entries, theirs, suffix, comparer);
        foreach (var conflict in unsettled.OrderBy(conflict => conflict.Theirs, PathOrder.Instance))
        {
            beside.Add(conflict);
        }

        TreeLimits.Check([.. beside.All.Select(entry => entry.Entry)]);
        return beside.All;
    }

    /// <inheritdoc/>
    public void Dispose() => contents.Dispose();

    private IEnumerable<MergeChange> ChangesOf(TreeSide ours)
    {
        var remaining = ours.Entries.Select(entry => entry.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var merged in Entries)
        {
            var path = merged.Entry.Path;
            remaining.Remove(path);
            if (ours.At(path) is not { } old)
            {
                yield return new MergeChange(path, MergeChangeKind.Added);
            }
            else if (old != merged.Entry)
            {
                var isCombined = merged is { Source: null, Entry.Kind: ArchiveEntryKind.File };
                yield return new MergeChange(path, isCombined ? MergeChangeKind.Combined : MergeChangeKind.Changed);
            }
        }

        foreach (var path in remaining)
        {
            yield return new MergeChange(path, MergeChangeKind.Removed);
        }
    }
}
