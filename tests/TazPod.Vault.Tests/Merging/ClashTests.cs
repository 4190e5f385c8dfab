using TazPod.Vault.Merging;

namespace TazPod.Vault.Tests.Merging;

public sealed class ClashTests
{
    private static readonly SampleTree Directory = SampleTree.Of("a/x=1", "a/y=2");
    private static readonly SampleTree File = SampleTree.Of("a=file");

    [Fact]
    public void A_directory_that_became_a_file_on_one_side_is_taken()
    {
        Assert.True(Merge.Of(Directory, File, Directory).IsOurs);
        Assert.True(Merge.Of(Directory, Directory, File).IsTheirs);
        Assert.True(Merge.Of(File, Directory, File).IsOurs);
        Assert.True(Merge.Of(File, File, Directory).IsTheirs);
    }

    [Theory]
    [InlineData("a/x=1;a/y=2", "a=file", "a/x=1;a/y=2;a/z=3")]
    [InlineData("a/x=1;a/y=2", "a=file", "a/x=1;a/y=changed")]
    [InlineData("a/x=1;a/y=2", "a=file", "a/x=1")]
    [InlineData("a=old", "a=file", "a/x=1")]
    [InlineData("", "a=file", "a/x=1;a/y/z=2")]
    [InlineData(null, "a=file", "a/x=1;a/y/z=2")]
    public void A_file_and_a_changed_directory_are_one_conflict(string? @base, string file, string directory)
    {
        var here = Merge.Of(Tree(@base), Tree(file)!, Tree(directory)!);
        Assert.Equal(["a: FileAndDirectory"], here.Conflicts);
        Assert.True(here.IsOurs);
        Assert.Equal(
            SampleTree.Listed(Tree(directory)!.Pack()).Select(entry => entry.Insert(1, Merge.Suffix)),
            here.Beside);

        var there = Merge.Of(Tree(@base), Tree(directory)!, Tree(file)!);
        Assert.Equal(here.Conflicts, there.Conflicts);
        Assert.True(there.IsOurs);
        Assert.Equal([$"a{Merge.Suffix}=file"], there.Beside);

        Assert.True(Merge.Of(Tree(@base), Tree(file)!, Tree(directory)!, ConflictChoice.Theirs).IsTheirs);
        Assert.True(Merge.Of(Tree(@base), Tree(file)!, Tree(directory)!, ConflictChoice.Ours).IsOurs);
    }

    [Fact]
    public void A_changed_mode_is_a_change_of_a_subtree()
    {
        var changed = new SampleTree().With("a/", mode: 0x1ed).With("a/x", "1").With("a/y", "2");

        Assert.Equal(["a: FileAndDirectory"], Merge.Of(Directory, File, changed).Conflicts);
    }

    [Fact]
    public void A_file_that_both_removed_and_one_replaced_is_no_conflict()
    {
        var merge = Merge.Of(File, SampleTree.Of("b=2"), Directory);

        Assert.Empty(merge.Conflicts);
        Assert.Equal(["a/", "a/x=1", "a/y=2", "b=2"], merge.Entries);
        Assert.Equal(["a=file", "b=2"], Merge.Of(Directory, SampleTree.Of("b=2"), File).Entries);
    }

    [Fact]
    public void Names_with_the_same_beginning_are_not_in_the_directory()
    {
        var merge = Merge.Of(SampleTree.Of("a-b=1"), SampleTree.Of("a=file", "a-b=2"), SampleTree.Of("a/x=1", "a-b=1", "a0=3"));

        Assert.Equal(["a: FileAndDirectory"], merge.Conflicts);
        Assert.Equal(["a=file", "a-b=2", "a0=3"], merge.Entries);
    }

    [Fact]
    public void Names_that_differ_in_letter_case_are_a_conflict_where_the_file_system_ignores_it()
    {
        var (upper, lower) = (SampleTree.Of("D/x=1", "n=0"), SampleTree.Of("d/x=1", "n=0"));

        var merge = Merge.Of(SampleTree.Of("n=0"), upper, lower, ignoresCase: true);

        Assert.Equal(["D: LetterCase"], merge.Conflicts);
        Assert.Equal(["D/", "D/x=1", "n=0"], merge.Entries);
        Assert.Equal([$"d{Merge.Suffix}/", $"d{Merge.Suffix}/x=1"], merge.Beside);
        Assert.Equal(merge.Conflicts, Merge.Of(SampleTree.Of("n=0"), lower, upper, ignoresCase: true).Conflicts);
        Assert.True(Merge.Of(SampleTree.Of("n=0"), upper, lower, ConflictChoice.Theirs, ignoresCase: true).IsTheirs);
        Assert.Equal(["D/", "D/x=1", "d/", "d/x=1", "n=0"], Merge.Of(SampleTree.Of("n=0"), upper, lower).Entries);
    }

    [Fact]
    public void A_name_whose_letter_case_one_side_changed_is_taken()
    {
        var (old, renamed) = (SampleTree.Of("d/x=1"), SampleTree.Of("D/x=1"));

        Assert.True(Merge.Of(old, renamed, old, ignoresCase: true).IsOurs);
        Assert.True(Merge.Of(old, old, renamed, ignoresCase: true).IsTheirs);
        Assert.Equal(["D: LetterCase"], Merge.Of(old, renamed, SampleTree.Of("d/x=1", "d/new=2"), ignoresCase: true).Conflicts);
    }

    private static SampleTree? Tree(string? files) => files is null ? null : SampleTree.Of(files.Split(';', StringSplitOptions.RemoveEmptyEntries));
}
