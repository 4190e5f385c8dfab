using TazPod.Vault.Archive;
using TazPod.Vault.Archive.Entries;

namespace TazPod.Vault.Merging;

/// <summary>One of the trees of a merge, with its entries by path.</summary>
internal sealed class TreeSide
{
    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);

    /// <summary>Indexes a tree; null is an empty one.</summary>
    /// <exception cref="InvalidOperationException">Its contents were not hashed.</exception>
    public TreeSide(PackedTree? tree)
    {
        Tree = tree ?? new PackedTree(default, new ArchiveManifest([], hasVaultPass: false, []));
        if (!Tree.Manifest.IsHashed)
        {
            throw new InvalidOperationException("the contents of this tree's files were not hashed");
        }

        for (var place = 0; place < Entries.Count; place++)
        {
            places.Add(Entries[place].Path, place);
        }
    }

    /// <summary>The tree.</summary>
    public PackedTree Tree { get; }

    /// <summary>Its entries in canonical order.</summary>
    public IReadOnlyList<ArchiveEntry> Entries => Tree.Manifest.Entries;

    /// <summary>The entry at a path; null if there is none.</summary>
    public ArchiveEntry? At(string path) => places.TryGetValue(path, out var place) ? Entries[place] : null;

    /// <summary>The entry at a path and everything below it, in canonical order; nothing if there is none.</summary>
    public IEnumerable<ArchiveEntry> Within(string path) => places.TryGetValue(path, out var place)
        ? Entries.Skip(place).TakeWhile(entry => entry.Path == path || TreePath.IsBelow(entry.Path, path))
        : [];

    /// <summary>Whether this tree is at and below a path as another one is.</summary>
    public bool IsSameWithin(string path, TreeSide other) => Within(path).SequenceEqual(other.Within(path));
}
