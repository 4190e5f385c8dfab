using TazPod.Vault.Merging;
using TazPod.Vault.Tests.Hostile;

namespace TazPod.Vault.Tests.Merging;

/// <summary>What holds for every merge. That a result can be extracted is part of <see cref="Merge.Of(SampleTree, SampleTree, SampleTree,
/// ConflictChoice, bool)"/>.</summary>
public sealed class TreeMergePropertyTests
{
    private const int Cases = 60;

    [Fact]
    public void Nothing_that_one_side_wrote_is_lost() => TreeEdits.Triple.Spend(
        Cases,
        trees =>
        {
            foreach (var @base in new[] { trees.Base, null })
            {
                var merge = Merge.Of(@base, trees.Ours, trees.Theirs);
                var result = Texts(merge.Entries.Concat(merge.Beside));
                foreach (var (path, text) in Written(trees.Ours, @base).Concat(Written(trees.Theirs, @base)))
                {
                    var old = @base?.Contents.GetValueOrDefault(path, "") ?? "";
                    Assert.True(
                        result.Any(file => file.Text == text)
                        || text.Split('\n').Except(old.Split('\n')).All(line => result.Any(file => file.Path == path && file.Text.Split('\n').Contains(line))),
                        $"{path}={text}\nis not in\n{string.Join('\n', merge.Entries.Concat(merge.Beside))}");
                }
            }
        },
        TreeEdits.Print);

    [Fact]
    public void Changes_of_different_paths_are_never_a_conflict() => TreeEdits.Disjoint.Spend(
        Cases,
        trees =>
        {
            var merge = Merge.Of(trees.Base, trees.Ours, trees.Theirs);
            Assert.Empty(merge.Conflicts);
            Assert.Equal(
                SampleTree.Listed(trees.Ours.Pack()).Where(IsOne).Concat(SampleTree.Listed(trees.Theirs.Pack()).Where(entry => !IsOne(entry))), merge.Entries);
        },
        TreeEdits.Print);

    [Fact]
    public void Conflicts_are_the_same_whichever_side_is_ours() => TreeEdits.Triple.Spend(
        Cases,
        trees =>
        {
            foreach (var @base in new[] { trees.Base, null })
            {
                var (here, there) = (Merge.Of(@base, trees.Ours, trees.Theirs), Merge.Of(@base, trees.Theirs, trees.Ours));
                Assert.Equal(here.Conflicts, there.Conflicts.Select(Swapped));
                if (here.Conflicts.Count == 0)
                {
                    Assert.Equal(here.Entries.Select(Sorted), there.Entries.Select(Sorted));
                }
            }
        },
        TreeEdits.Print);

    [Fact]
    public void Merging_again_changes_nothing() => TreeEdits.Triple.Spend(
        Cases,
        trees =>
        {
            var (@base, ours, theirs) = (trees.Base.Pack(), trees.Ours.Pack(), trees.Theirs.Pack());
            foreach (var choice in Enum.GetValues<ConflictChoice>())
            {
                using var merged = TreeMerge.Merge(@base, ours, theirs, choice, default);
                if (merged.Conflicts.Count == 0 && choice != ConflictChoice.Ours)
                {
                    var again = Merge.Of(@base, SampleTree.Packed(merged.Entries), theirs);
                    Assert.Empty(again.Conflicts);
                    Assert.True(again.IsOurs, string.Join('\n', again.Changes));
                }
            }
        },
        TreeEdits.Print);

    [Fact]
    public void An_unchanged_side_changes_nothing() => TreeEdits.Triple.Spend(
        Cases,
        trees =>
        {
            var here = Merge.Of(trees.Base, trees.Ours, trees.Base);
            Assert.True(here.IsOurs && here.Conflicts.Count == 0);
            var there = Merge.Of(trees.Base, trees.Base, trees.Ours);
            Assert.True(there.IsTheirs && there.Conflicts.Count == 0);
            var same = Merge.Of(trees.Base, trees.Ours, trees.Ours);
            Assert.True(same.IsOurs && same.IsTheirs && same.Conflicts.Count == 0);
        },
        TreeEdits.Print);

    [Fact]
    public void A_choice_leaves_no_conflict() => TreeEdits.Triple.Spend(
        Cases,
        trees =>
        {
            foreach (var @base in new[] { trees.Base, null })
            {
                Assert.Empty(Merge.Of(@base, trees.Ours, trees.Theirs, ConflictChoice.Ours).Conflicts);
                Assert.Empty(Merge.Of(@base, trees.Ours, trees.Theirs, ConflictChoice.Theirs).Conflicts);
            }
        },
        TreeEdits.Print);

    private static IEnumerable<(string Path, string Text)> Texts(IEnumerable<string> entries) => entries.Select(entry => entry.Split('=', 2))
        .Where(entry => entry.Length == 2).Select(entry => (entry[0], entry[1][..(entry[1].LastIndexOf('\n') + 1)]));

    private static IEnumerable<(string Path, string Text)> Written(SampleTree side, SampleTree? @base) => side.Contents
        .Where(file => file.Value.EndsWith('\n') && @base?.Contents.GetValueOrDefault(file.Key) != file.Value).Select(file => (file.Key, file.Value));

    private static bool IsOne(string entry) => entry.StartsWith("one/", StringComparison.Ordinal);

    // Where both sides added variables, ours come first.
    private static string Sorted(string entry) => string.Join('\n', entry.Split('=', 2).SelectMany(part => part.Split('\n')).Order(StringComparer.Ordinal));

    private static string Swapped(string conflict) =>
        conflict.EndsWith(nameof(MergeConflictKind.RemovedHere), StringComparison.Ordinal) ? conflict.Replace("Here", "There", StringComparison.Ordinal)
        : conflict.Replace(nameof(MergeConflictKind.RemovedThere), nameof(MergeConflictKind.RemovedHere), StringComparison.Ordinal);
}
