using TazPod.Vault.Archive;
using TazPod.Vault.Archive.Entries;
using TazPod.Vault.Merging;

namespace TazPod.Vault.Tests.Merging;

/// <summary>A merge of sample trees, as text.</summary>
internal sealed record Merge(IReadOnlyList<string> Entries, IReadOnlyList<string> Conflicts, IReadOnlyList<string> Changes, bool IsOurs, bool IsTheirs)
{
    public const string Suffix = ".theirs-20261129T101112";

    /// <summary>Only what <see cref="MergedTree.WithTheirs"/> adds.</summary>
    public IReadOnlyList<string> Beside { get; private init; } = [];

    public static Merge Of(
        SampleTree? @base, SampleTree ours, SampleTree theirs, ConflictChoice choice = ConflictChoice.None, bool ignoresCase = false) =>
        Of(@base?.Pack(), ours.Pack(), theirs.Pack(), choice, ignoresCase);

    public static Merge Of(
        PackedTree? @base, PackedTree ours, PackedTree theirs, ConflictChoice choice = ConflictChoice.None, bool ignoresCase = false)
    {
        var comparer = ignoresCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
        using var merged = TreeMerge.Merge(@base, ours, theirs, choice, comparer, default);
        Assert.Equal(merged.Entries.Select(entry => entry.Entry.Path).Order(PathOrder.Instance), merged.Entries.Select(entry => entry.Entry.Path));
        Assert.Equal(merged.Conflicts.Select(conflict => conflict.Path).Order(PathOrder.Instance), merged.Conflicts.Select(conflict => conflict.Path));
        var packed = SampleTree.Packed(merged.Entries);
        Assert.Equal(merged.Entries.Select(entry => entry.Entry), packed.Manifest.Entries);
        Assert.Equal(packed.Manifest.HasSameContentAs(ours.Manifest), merged.IsOurs);
        Assert.Equal(packed.Manifest.HasSameContentAs(theirs.Manifest), merged.IsTheirs);
        var whole = merged.WithTheirs(Suffix);
        Assert.Equal(merged.Entries, whole.Take(merged.Entries.Count));
        var packedWhole = SampleTree.Packed(whole);
        Assert.Equal(whole.Select(entry => entry.Entry).OrderBy(entry => entry.Path, PathOrder.Instance), packedWhole.Manifest.Entries);
        var entries = SampleTree.Listed(packed);
        return new Merge(
            entries,
            [.. merged.Conflicts.Select(conflict => $"{conflict.Path}: {conflict.Kind}{string.Concat(conflict.Keys.Select(key => $" {key}"))}")],
            [.. merged.Changes.Select(change => $"{change.Kind} {change.Path}")],
            merged.IsOurs,
            merged.IsTheirs)
        {
            Beside = [.. SampleTree.Listed(packedWhole).Except(entries)],
        };
    }
}
