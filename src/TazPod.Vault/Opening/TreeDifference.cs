using TazPod.Vault.Archive.Entries;
using TazPod.Vault.Results;
using TazPod.Vault.Text;

namespace TazPod.Vault.Opening;

/// <summary>Compares two trees entry by entry. Reports names, sizes and modes, never contents.</summary>
internal sealed class TreeDifference
{
    private TreeDifference(IReadOnlyList<DifferentEntry> entries) => Entries = entries;

    /// <summary>The entries that differ, in canonical order.</summary>
    public IReadOnlyList<DifferentEntry> Entries { get; }

    /// <summary>The numbers of differences.</summary>
    public TreeCounts Counts => new(CountOf(Added), CountOf(Changed), CountOf(Removed));

    private const string Added = "added";
    private const string Changed = "changed";
    private const string Removed = "removed";

    /// <summary>The changes that turn the first tree into the second.</summary>
    public static TreeDifference Between(ArchiveManifest from, ArchiveManifest to)
    {
        var before = from.Entries.ToDictionary(entry => entry.Path);
        var after = to.Entries.ToDictionary(entry => entry.Path);
        return new TreeDifference(
        [
            .. before.Keys.Union(after.Keys).Order(PathOrder.Instance)
                .Select(path => (Path: path, Before: before.GetValueOrDefault(path), After: after.GetValueOrDefault(path)))
                .Where(pair => pair.Before != pair.After)
                .Select(pair => Entry(pair.Path, pair.Before, pair.After)),
        ]);
    }

    private static DifferentEntry Entry(string path, ArchiveEntry? before, ArchiveEntry? after)
    {
        var isDirectory = (after ?? before)!.Kind == ArchiveEntryKind.Directory;
        return new DifferentEntry(
            before is null ? Added : after is null ? Removed : Changed,
            path,
            PrintableText.Escaped(path) + (isDirectory ? "/" : ""),
            Facts(before),
            Facts(after),
            before?.Sha256 != after?.Sha256);
    }

    private static EntryFacts? Facts(ArchiveEntry? entry) => entry is null
        ? null
        : new EntryFacts(entry.Kind == ArchiveEntryKind.Directory, entry.Size, Convert.ToString(entry.Mode, 8).PadLeft(3, '0'));

    private int CountOf(string change) => Entries.Count(entry => entry.Change == change);
}
