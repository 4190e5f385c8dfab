using TazPod.Vault.Merging;

namespace TazPod.Vault.Tests.Merging;

public sealed class TreeMergeTests
{
    private static readonly SampleTree Base = SampleTree.Of("a=1", "d/b=2", "d/c=3");

    [Fact]
    public void What_only_one_side_changed_is_taken()
    {
        var ours = SampleTree.Of("a=ours", "d/b=2", "d/c=3", "new-ours=x");
        var theirs = SampleTree.Of("a=1", "d/b=theirs", "e/new-theirs=y");

        var merge = Merge.Of(Base, ours, theirs);

        Assert.Empty(merge.Conflicts);
        Assert.Equal(["a=ours", "d/", "d/b=theirs", "e/", "e/new-theirs=y", "new-ours=x"], merge.Entries);
        Assert.Equal(["Changed d/b", "Removed d/c", "Added e", "Added e/new-theirs"], merge.Changes);
        Assert.False(merge.IsOurs);
        Assert.False(merge.IsTheirs);
    }

    [Fact]
    public void An_unchanged_side_changes_nothing()
    {
        var changed = SampleTree.Of("a=changed", "n=new");

        Assert.Equivalent(new { IsOurs = true, IsTheirs = false }, Merge.Of(Base, changed, Base));
        Assert.Equivalent(new { IsOurs = false, IsTheirs = true }, Merge.Of(Base, Base, changed));
        Assert.Equivalent(new { IsOurs = true, IsTheirs = true }, Merge.Of(Base, changed, changed));
        Assert.Empty(Merge.Of(Base, changed, Base).Changes);
    }

    [Fact]
    public void Changes_at_different_lines_of_a_file_are_combined()
    {
        var merge = Merge.Of(SampleTree.Of("f=a\nb\nc\n"), SampleTree.Of("f=A\nb\nc\n"), SampleTree.Of("f=a\nb\nC\n"));

        Assert.Empty(merge.Conflicts);
        Assert.Equal(["f=A\nb\nC\n"], merge.Entries);
        Assert.Equal(["Combined f"], merge.Changes);
    }

    [Fact]
    public void A_combined_file_that_is_what_theirs_has_comes_from_theirs()
    {
        var merge = Merge.Of(SampleTree.Of("f=a\nb\nc\n"), SampleTree.Of("f=A\nb\nc\n"), SampleTree.Of("f=A\nb\nC\n"));

        Assert.Equal(["Changed f"], merge.Changes);
        Assert.True(merge.IsTheirs);
        Assert.True(Merge.Of(SampleTree.Of("f=a\nb\nc\n"), SampleTree.Of("f=A\nb\nC\n"), SampleTree.Of("f=A\nb\nc\n")).IsOurs);
    }

    [Theory]
    [InlineData("f=a\n", "f=b\n", "f=c\n", "f: Lines", "f.theirs-20261129T101112=c\n")]
    [InlineData("f=a", "f=b\0", "f=c", "f: BothChanged", "f.theirs-20261129T101112=c")]
    [InlineData("f=a", "f=b", "f=\u00ff", "f: BothChanged", "f.theirs-20261129T101112=\u00ff")]
    [InlineData("", "f=b", "f=c", "f: BothChanged", "f.theirs-20261129T101112=c")]
    [InlineData("f=a", "f=b", "", "f: RemovedThere", "f.theirs-20261129T101112-deleted=")]
    [InlineData("f=a", "", "f=c", "f: RemovedHere", "f.theirs-20261129T101112=c")]
    public void What_cannot_be_combined_stays_as_ours_has_it_with_theirs_beside(
        string @base, string ours, string theirs, string conflict, string beside)
    {
        var merge = Merge.Of(Tree(@base), Tree(ours), Tree(theirs));

        Assert.Equal([conflict], merge.Conflicts);
        Assert.Equal([beside], merge.Beside);
        Assert.True(merge.IsOurs);
        Assert.Empty(merge.Changes);

        var settled = Merge.Of(Tree(@base), Tree(ours), Tree(theirs), ConflictChoice.Theirs);
        Assert.Empty(settled.Conflicts);
        Assert.True(settled.IsTheirs);
        Assert.True(Merge.Of(Tree(@base), Tree(ours), Tree(theirs), ConflictChoice.Ours).IsOurs);
    }

    [Fact]
    public void What_was_removed_on_one_side_and_is_unchanged_on_the_other_is_gone()
    {
        var merge = Merge.Of(SampleTree.Of("a=1", "d/b=2"), SampleTree.Of("a=1"), SampleTree.Of("a=1", "d/b=2", "n=3"));

        Assert.Empty(merge.Conflicts);
        Assert.Equal(["a=1", "n=3"], merge.Entries);
    }

    [Theory]
    [InlineData(0x180, 0x1a4, 0x180, 0x1a4)]
    [InlineData(0x180, 0x180, 0x1a4, 0x1a4)]
    [InlineData(0x180, 0x1a4, 0x1a4, 0x1a4)]
    [InlineData(0x180, 0x1a4, 0x1c0, null)]
    public void Modes_are_merged_like_contents(int @base, int ours, int theirs, int? expected)
    {
        SampleTree File(int mode, string text = "a\nb\nc\n") => new SampleTree().With("f", text, mode);
        foreach (var (our, their) in new[] { ("a\nb\nc\n", "a\nb\nc\n"), ("A\nb\nc\n", "a\nb\nc\n"), ("a\nb\nc\n", "A\nb\nc\n"), ("A\nb\nc\n", "a\nb\nC\n") })
        {
            using var merged = TreeMerge.Merge(File(@base).Pack(), File(ours, our).Pack(), File(theirs, their).Pack(), ConflictChoice.None, default);

            Assert.Equal(expected is null ? [MergeConflictKind.Modes] : [], merged.Conflicts.Select(conflict => conflict.Kind));
            Assert.Equal(expected ?? ours, merged.Entries.Single().Entry.Mode);
        }
    }

    [Theory]
    [InlineData(false, "f=A\nb\nC\n 644")]
    [InlineData(true, "f=A\nb\nC\n 700")]
    public void A_choice_settles_a_mode_and_leaves_the_combined_content(bool isTheirs, string expected)
    {
        var merge = Merge.Of(
            SampleTree.Of("f=a\nb\nc\n"), new SampleTree().With("f", "A\nb\nc\n", 0x1a4), new SampleTree().With("f", "a\nb\nC\n", 0x1c0), Choice(isTheirs));

        Assert.Empty(merge.Conflicts);
        Assert.Equal([expected], merge.Entries);
    }

    [Theory]
    [InlineData(false, "f=b\n 644")]
    [InlineData(true, "f=c\n 644")]
    public void A_choice_of_content_leaves_the_merged_mode(bool isTheirs, string expected)
    {
        var merge = Merge.Of(SampleTree.Of("f=a\0\n"), SampleTree.Of("f=b\n"), new SampleTree().With("f", "c\n", 0x1a4), Choice(isTheirs));

        Assert.Equal([expected], merge.Entries);
    }

    [Fact]
    public void A_directory_stays_as_long_as_something_in_it_does()
    {
        var @base = new SampleTree().With("d/", mode: 0x1ed).With("d/a", "1");

        var merge = Merge.Of(@base, SampleTree.Of(), new SampleTree().With("d/", mode: 0x1ed).With("d/a", "1").With("d/b", "2"));

        Assert.Empty(merge.Conflicts);
        Assert.Equal(["d/ 755", "d/b=2"], merge.Entries);
    }

    [Fact]
    public void An_empty_directory_is_merged_like_a_file()
    {
        var (old, open) = (SampleTree.Of("d/"), new SampleTree().With("d/", mode: 0x1ed));

        Assert.Equal(["d/ 755"], Merge.Of(old, open, old).Entries);
        Assert.Empty(Merge.Of(old, SampleTree.Of(), old).Entries);
        var here = Merge.Of(old, SampleTree.Of(), open);
        Assert.Equal(["d: RemovedHere"], here.Conflicts);
        Assert.Equal(["d.theirs-20261129T101112/ 755"], here.Beside);
        var there = Merge.Of(old, open, SampleTree.Of());
        Assert.Equal(["d: RemovedThere"], there.Conflicts);
        Assert.Equal(["d.theirs-20261129T101112-deleted="], there.Beside);
        var both = Merge.Of(old, open, new SampleTree().With("d/", mode: 0x1e8));
        Assert.Equal(["d: Modes"], both.Conflicts);
        Assert.Equal(["d.theirs-20261129T101112/ 750"], both.Beside);
    }

    [Fact]
    public void The_changed_mode_of_a_removed_directory_is_no_conflict_if_something_in_it_is()
    {
        var @base = SampleTree.Of("d/a=1");
        var changed = new SampleTree().With("d/", mode: 0x1ed).With("d/a", "2");

        var here = Merge.Of(@base, SampleTree.Of(), changed);
        Assert.Equal(["d/a: RemovedHere"], here.Conflicts);
        Assert.Empty(here.Entries);
        Assert.Equal(["d/ 755", "d/a.theirs-20261129T101112=2"], here.Beside);
        Assert.Equal(["d/a: RemovedThere"], Merge.Of(@base, changed, SampleTree.Of()).Conflicts);
    }

    [Fact]
    public void Without_a_base_nothing_is_lost_and_what_differs_is_a_conflict()
    {
        var ours = SampleTree.Of("a=1", "same=s", "f=a\nb\nc\n", ".env=A=1\nB=2\n");
        var theirs = SampleTree.Of("b=2", "same=s", "f=a\nb\nC\n", ".env=A=1\nC=3\n");

        var merge = Merge.Of(null, ours, theirs);

        Assert.Equal(["f: BothChanged"], merge.Conflicts);
        Assert.Equal([".env=A=1\nB=2\nC=3\n", "a=1", "b=2", "f=a\nb\nc\n", "same=s"], merge.Entries);
        Assert.Equal(["Combined .env", "Added b"], merge.Changes);
    }

    [Fact]
    public void Files_that_are_too_large_count_as_binary()
    {
        string Text(string first, string last) => $"{first}\n{new string('x', FileMerge.MostBytes - 4)}\n{last}";

        Assert.Empty(Merge.Of(SampleTree.Of($"f={Text("a", "")}"), SampleTree.Of($"f={Text("A", "")}"), SampleTree.Of($"f={Text("a", "b")}")).Conflicts);
        Assert.Equal(
            ["f: BothChanged"],
            Merge.Of(SampleTree.Of($"f={Text("a", "")}"), SampleTree.Of($"f={Text("A", "")}"), SampleTree.Of($"f={Text("a", "bcd")}")).Conflicts);
    }

    [Fact]
    public void Many_files_are_combined_in_batches()
    {
        string Text(int file, string first, string last) => $"{first}{file}\n{new string((char)('a' + file), 3 << 20)}\n{last}\n";
        SampleTree All(string first, string last) => SampleTree.Of([.. Enumerable.Range(0, 10).Select(file => $"f{file}={Text(file, first, last)}")]);

        var merge = Merge.Of(All("1", "1"), All("2", "1"), All("1", "2"));

        Assert.Empty(merge.Conflicts);
        Assert.Equal(SampleTree.Listed(All("2", "2").Pack()), merge.Entries);
    }

    [Fact]
    public void Combined_contents_are_wiped()
    {
        var merged = TreeMerge.Merge(
            SampleTree.Of("f=a\nb\nc\n").Pack(), SampleTree.Of("f=A\nb\nc\n").Pack(), SampleTree.Of("f=a\nb\nC\n").Pack(), ConflictChoice.None, default);
        var content = merged.Entries.Single().Content;
        Assert.Equal("A\nb\nC\n"u8, content.Span);

        merged.Dispose();

        Assert.Equal(new byte[6], content.ToArray());
    }

    [Fact]
    public void Trees_without_hashes_are_not_merged()
    {
        var tree = SampleTree.Of("a=1").Pack();
        var unhashed = tree with { Manifest = new(tree.Manifest.Entries, false, []) { IsHashed = false } };

        Assert.Throws<InvalidOperationException>(() => Merge.Of(tree, tree, unhashed));
    }

    private static ConflictChoice Choice(bool isTheirs) => isTheirs ? ConflictChoice.Theirs : ConflictChoice.Ours;

    private static SampleTree Tree(string file) => file.Length == 0 ? SampleTree.Of() : SampleTree.Of(file);
}
