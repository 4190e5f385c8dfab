using TazPod.Vault.Archive;
using TazPod.Vault.Archive.Entries;

namespace TazPod.Vault.Merging;

/// <summary>Puts what theirs has beside what ours has, under other names.</summary>
internal sealed class BesideEntries
{
    private const int PrivateFile = 0x180; // 0600
    private readonly List<ComposedEntry> all;
    private readonly TreeSide theirs;
    private readonly HashSet<string> directories;
    private readonly BesideNames names;
    private readonly string suffix;

    /// <summary>Begins with the entries of a result.</summary>
    public BesideEntries(IReadOnlyList<ComposedEntry> entries, TreeSide theirs, string suffix, StringComparer comparer)
    {
        all = [.. entries];
        directories = [.. entries.Where(entry => entry.Entry.Kind == ArchiveEntryKind.Directory).Select(entry => entry.Entry.Path)];

        // A directory of theirs may be added above a conflict, so its name is taken, too.
        names = new BesideNames(entries.Select(entry => entry.Entry.Path).Concat(theirs.Entries.Select(entry => entry.Path)), comparer);
        this.theirs = theirs;
        this.suffix = suffix;
    }

    /// <summary>All entries so far, a directory before what is in it.</summary>
    public IReadOnlyList<ComposedEntry> All => all;

    /// <summary>Adds what theirs has at a conflict.</summary>
    public void Add(Unsettled conflict)
    {
        var within = conflict.IsWhole ? theirs.Within(conflict.Theirs).ToList() : theirs.At(conflict.Theirs) is { } entry ? [entry] : [];
        var longest = within.Count == 0 ? 0 : within.Max(entry => EntryPath.ByteCount(entry.Path.AsSpan(conflict.Theirs.Length)) ?? 0);
        var root = names.Take(conflict.Theirs, within.Count == 0 ? $"{suffix}-deleted" : suffix, longest);
        foreach (var directory in TreePath.Above(root).Reverse().Where(directories.Add))
        {
            all.Add(ComposedEntry.From(theirs.Tree, theirs.At(directory)!));
        }

        if (within.Count == 0)
        {
            all.Add(ComposedEntry.Of(root, PrivateFile, default));
        }

        all.AddRange(within.Select(entry => ComposedEntry.From(theirs.Tree, entry, root + entry.Path[conflict.Theirs.Length..])));
    }
}
