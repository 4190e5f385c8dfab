using TazPod.Vault.Archive;
using TazPod.Vault.Archive.Entries;
using TazPod.Vault.Errors;

namespace TazPod.Vault.Merging;

/// <summary>Merges two trees that come from a common one, entry by entry. Whatever only one side changed is taken, whatever both changed
/// is combined, and what cannot be combined is a conflict.</summary>
internal sealed class TreeMerge
{
    private readonly TreeSide @base;
    private readonly TreeSide ours;
    private readonly TreeSide theirs;
    private readonly ConflictChoice choice;
    private readonly Dictionary<string, ComposedEntry> merged = new(StringComparer.Ordinal);
    private readonly List<Unsettled> unsettled = [];
    private readonly List<Combination> combinations = [];

    private TreeMerge(PackedTree? @base, PackedTree ours, PackedTree theirs, ConflictChoice choice)
    {
        this.@base = new TreeSide(@base);
        this.ours = new TreeSide(ours);
        this.theirs = new TreeSide(theirs);
        this.choice = choice;
    }

    /// <summary>Merges two trees.</summary>
    /// <param name="base">The tree that both come from. Null if it is unknown: everything that is on one side only is kept, and what
    /// differs is a conflict.</param>
    /// <param name="ours">Our tree.</param>
    /// <param name="theirs">Their tree.</param>
    /// <param name="choice">Settles what would be a conflict: a variable, lines, or else a whole file or subtree.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="VaultException">3007: the result is larger than a vault can be.</exception>
    public static MergedTree Merge(
        PackedTree? @base, PackedTree ours, PackedTree theirs, ConflictChoice choice, CancellationToken cancellationToken) =>
        Merge(@base, ours, theirs, choice, EntryPath.Comparer, cancellationToken);

    /// <inheritdoc cref="Merge(PackedTree, PackedTree, PackedTree, ConflictChoice, CancellationToken)"/>
    /// <param name="base">The tree that both come from.</param>
    /// <param name="ours">Our tree.</param>
    /// <param name="theirs">Their tree.</param>
    /// <param name="choice">Settles what would be a conflict.</param>
    /// <param name="comparer">Compares paths as the file system does.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static MergedTree Merge(
        PackedTree? @base, PackedTree ours, PackedTree theirs, ConflictChoice choice, StringComparer comparer,
        CancellationToken cancellationToken)
    {
        var contents = new WipedContents();
        try
        {
            var merge = new TreeMerge(@base, ours, theirs, choice);
            merge.Decide(comparer);
            merge.Combine(contents, cancellationToken);
            merge.AddDirectories();
            return new MergedTree(merge.merged.Values, merge.unsettled, (merge.ours, merge.theirs), comparer, contents);
        }
        catch
        {
            contents.Dispose();
            throw;
        }
    }

    private void Decide(StringComparer comparer)
    {
        var decided = new HashSet<string>(StringComparer.Ordinal);
        foreach (var clash in Clash.Of(ours, theirs, comparer))
        {
            var isOurs = theirs.IsSameWithin(clash.Theirs, @base)
                || (choice != ConflictChoice.Theirs && !ours.IsSameWithin(clash.Ours, @base));
            var (ourEntries, theirEntries) = (ours.Within(clash.Ours).ToList(), theirs.Within(clash.Theirs).ToList());
            (isOurs ? ourEntries : theirEntries).ForEach(entry => Put(isOurs ? ours : theirs, entry));
            decided.UnionWith(ourEntries.Concat(theirEntries).Select(entry => entry.Path));
            if (choice == ConflictChoice.None && isOurs && !theirs.IsSameWithin(clash.Theirs, @base))
            {
                unsettled.Add(new Unsettled(clash.Conflict, clash.Theirs));
            }
        }

        foreach (var path in ours.Entries.Concat(theirs.Entries).Select(entry => entry.Path).Where(decided.Add))
        {
            Decide(path);
        }
    }

    private void Decide(string path)
    {
        var (o, t) = (ours.At(path), theirs.At(path));

        // A file that became a directory was removed, and the directory added.
        var b = @base.At(path) is { } old && old.Kind == (o ?? t)!.Kind ? old : null;
        if (o == t || b == t)
        {
            Put(ours, o);
        }
        else if (b == o)
        {
            Put(theirs, t);
        }
        else if (o is null || t is null)
        {
            Put(choice == ConflictChoice.Theirs ? theirs : ours, choice == ConflictChoice.Theirs ? t : o);
            Report(path, o is null ? MergeConflictKind.RemovedHere : MergeConflictKind.RemovedThere);
        }
        else
        {
            DecideBoth(b, o, t);
        }
    }

    private void DecideBoth(ArchiveEntry? b, ArchiveEntry o, ArchiveEntry t)
    {
        int? mode = o.Mode == t.Mode || b?.Mode == t.Mode ? o.Mode
            : b?.Mode == o.Mode || choice == ConflictChoice.Theirs ? t.Mode
            : choice == ConflictChoice.Ours ? o.Mode : null;
        if (IsSameContent(o, t) || IsSameContent(b, t))
        {
            PutOrReport(mode, (ours, o), o);
        }
        else if (IsSameContent(b, o))
        {
            PutOrReport(mode, (theirs, t), o);
        }
        else
        {
            combinations.Add(new Combination(b, o, t, mode));
        }
    }

    private static bool IsSameContent(ArchiveEntry? one, ArchiveEntry other) => one?.Size == other.Size && one.Sha256 == other.Sha256;

    private void Combine(WipedContents contents, CancellationToken cancellationToken)
    {
        foreach (var file in combinations.Where(file => !FileMerge.IsPossible(file)))
        {
            Settle(file, new FileOutcome(null, MergeConflictKind.BothChanged));
        }

        ContentBatches.Read(
            [.. combinations.Where(FileMerge.IsPossible)],
            (@base.Tree, ours.Tree, theirs.Tree),
            (file, old, our, their) =>
            {
                var outcome = FileMerge.Merge(file.Path, old, our, their, choice);
                if (outcome.Content is not { } content)
                {
                    Settle(file, outcome);
                    return;
                }

                contents.Keep(content);
                if (content.AsSpan().SequenceEqual(our))
                {
                    PutOrReport(file.Mode, (ours, file.Ours), file.Ours);
                }
                else if (content.AsSpan().SequenceEqual(their))
                {
                    PutOrReport(file.Mode, (theirs, file.Theirs), file.Ours);
                }
                else if (file.Mode is { } mode)
                {
                    merged.Add(file.Path, ComposedEntry.Of(file.Path, mode, content));
                }
                else
                {
                    PutOrReport(null, (ours, file.Ours), file.Ours);
                }
            },
            cancellationToken);
    }

    // A conflict in the content of a file.
    private void Settle(Combination file, FileOutcome outcome)
    {
        if (choice == ConflictChoice.Theirs)
        {
            Put(theirs, file.Theirs, file.Mode);
        }
        else
        {
            Put(ours, file.Ours, choice == ConflictChoice.Ours ? file.Mode : null);
        }

        Report(file.Path, outcome.Conflict!.Value, outcome.Keys);
    }

    private void PutOrReport(int? mode, (TreeSide Side, ArchiveEntry Entry) content, ArchiveEntry o)
    {
        if (mode is null)
        {
            Put(ours, o);
            Report(o.Path, MergeConflictKind.Modes);
        }
        else
        {
            Put(content.Side, content.Entry, mode);
        }
    }

    private void Put(TreeSide side, ArchiveEntry? entry, int? mode = null)
    {
        if (entry is not null)
        {
            merged.Add(entry.Path, ComposedEntry.From(side.Tree, entry, mode: mode));
        }
    }

    private void Report(string path, MergeConflictKind kind, IReadOnlyList<string>? keys = null)
    {
        if (choice == ConflictChoice.None)
        {
            unsettled.Add(new Unsettled(new MergeConflict(path, kind) { Keys = keys ?? [] }, path));
        }
    }

    // A directory that one side removed stays if something in it does. Then it is no conflict that the other side changed its mode.
    private void AddDirectories()
    {
        var needed = merged.Keys.Concat(unsettled.Select(conflict => conflict.Theirs)).SelectMany(TreePath.Above)
            .ToHashSet(StringComparer.Ordinal);
        unsettled.RemoveAll(conflict => conflict.Conflict.Kind is MergeConflictKind.RemovedHere or MergeConflictKind.RemovedThere
            && needed.Contains(conflict.Theirs));
        foreach (var path in merged.Keys.SelectMany(TreePath.Above).Distinct().Where(path => !merged.ContainsKey(path)).ToList())
        {
            var side = ours.At(path) is not null ? ours : theirs;
            Put(side, side.At(path));
        }
    }
}
