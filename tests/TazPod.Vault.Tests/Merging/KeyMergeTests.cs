namespace TazPod.Vault.Tests.Merging;

public sealed class KeyMergeTests
{
    private const string Conflict = "conflict";

    [Theory]
    [InlineData("A=1|B=2", "A=x|B=2", "A=1|B=y", "A=x|B=y")]
    [InlineData("A=1|B=2", "A=1|B=2|C=3", "A=1|B=2|D=4", "A=1|B=2|C=3|D=4")]
    [InlineData("A=1|B=2", "A=1|B=2|C=3|X=5", "A=1|B=2|D=4|X=5", "A=1|B=2|C=3|D=4|X=5")]
    [InlineData("A=1|B=2", "A=1|B=2|C=3", "A=1|B=2|C=3", "A=1|B=2|C=3")]
    [InlineData("A=1|B=2|C=3", "B=2|C=3", "A=1|B=2", "B=2")]
    [InlineData("A=1|B=2", "A=x", "A=1|B=y", Conflict + ": B")]
    [InlineData("A=1|B=2", "A=x|B=x", "A=y|B=y", Conflict + ": A B")]
    [InlineData("A=1", "A=1|B=x", "A=1|B=y", Conflict + ": B")]
    [InlineData("A=1|B=2", "A=\"1\"|B=2", "A=1|B=y", "A=\"1\"|B=y")]
    [InlineData("A=1|B=2", "A='x'|B=2", "A=\"x\"|B=y", "A='x'|B=y")]
    [InlineData("A=1|B=2", "A=\"1\"|B=y", "A=x|B=2", "A=x|B=y")]
    [InlineData("A=1|B=2", "# new|A=1|B=2", "A=1|B=2|# end", "# new|A=1|B=2|# end")]
    [InlineData("A=1|B=2", "# ours|A=1|B=x", "# theirs|A=y|B=2", "# ours|# theirs|A=y|B=x")]
    [InlineData("# about A|A=1||B=2", "# about A|A=x||B=2", "# about A|A=1||# about C|C=3||B=2", "# about A|A=x||# about C|C=3||B=2")]
    [InlineData("A=1|B=2|C=3", "C=3|B=2|A=1", "A=1|B=2|C=y", "C=y|B=2|A=1")]
    [InlineData("A=1|B=2|C=3", "A=1|B=2|C=x", "C=3|B=2|A=1", "C=x|B=2|A=1")]
    [InlineData("A=1|B=2|C=3", "C=3|A=1|B=2", "A=1|C=3|B=y", "C=3|A=1|B=y")]
    [InlineData("A=1|B=2", "export A=x|B=2", "A=1|B=y", "export A=x|B=y")]
    [InlineData("", "A=1", "B=2", "A=1|B=2")]
    [InlineData("A=1|B=2", "X=1|A=1|B=2|K=3", "K=3|A=1|B=2", "X=1|A=1|B=2|K=3")]
    [InlineData("A=1", "", "A=1|B=2", "B=2")]
    public void Variables_are_merged_by_name(string @base, string ours, string theirs, string expected) =>
        Assert.Equal(expected, Merged(@base, ours, theirs));

    [Theory]
    [InlineData("A=1|B=2", "A=x|B=ours", "A=1|B=theirs|C=3", "A=x|B=theirs|C=3")]
    [InlineData("A=1|B=2|C=3", "A=1|C=3", "A=1|B=theirs|C=3", "A=1|B=theirs|C=3")]
    [InlineData("A=1|B=2|C=3", "A=1|B=ours|C=3", "A=1|C=3", "A=1|C=3")]
    public void A_choice_settles_only_the_variables_in_conflict(string @base, string ours, string theirs, string expected) =>
        Assert.Equal(expected, Merged(@base, ours, theirs, TazPod.Vault.Merging.ConflictChoice.Theirs));

    [Theory]
    [InlineData("A=1\r\nB=2\r\n", "A=x\r\nB=2\r\n", "A=1\r\nB=y\r\n", "A=x\r\nB=y\r\n")]
    [InlineData("A=1\nB=2", "A=1\nB=2\nC=3", "A=1\nB=2\nD=4", "A=1\nB=2\nC=3\nD=4")]
    [InlineData("A=1\nB=2\n", "A=x\nB=2\n", "A=1\nB=2", "A=x\nB=2")]
    [InlineData("A=1\nB=2", "A=x\nB=2", "A=1\nB=2\n", "A=x\nB=2\n")]
    [InlineData("A=1\nB=2\n", "A=1\r\nB=2\r\n", "A=1\nB=y\n", "A=1\r\nB=y\n")]
    [InlineData("# c\nA=1\nB=2\n", "# c\nA=x\nB=2\n", "# c\r\nA=1\r\nB=2\r\n", "# c\r\nA=x\nB=2\r\n")]
    [InlineData("A=1\r\nB=2", "A=1\r\nB=2\r\nC=3", "A=x\r\nB=2", "A=x\r\nB=2\r\nC=3")]
    public void Line_ends_stay_as_they_are(string @base, string ours, string theirs, string expected)
    {
        var merge = Merge.Of(SampleTree.Of($".env={@base}"), SampleTree.Of($".env={ours}"), SampleTree.Of($".env={theirs}"));

        Assert.Equal([$".env={expected}"], merge.Entries);
        Assert.Empty(merge.Conflicts);
    }

    [Theory]
    [InlineData(".env")]
    [InlineData("d/.env.production")]
    [InlineData("app.env")]
    public void The_name_decides_what_is_merged_by_variable(string name)
    {
        Assert.Empty(Merge.Of(SampleTree.Of($"{name}=A=1\nB=2\n"), SampleTree.Of($"{name}=A=x\nB=2\n"), SampleTree.Of($"{name}=A=1\nB=y\n")).Conflicts);
        Assert.Equal(
            ["env: Lines"], Merge.Of(SampleTree.Of("env=A=1\nB=2\n"), SampleTree.Of("env=A=x\nB=2\n"), SampleTree.Of("env=A=1\nB=y\n")).Conflicts);
    }

    [Theory]
    [InlineData("A=1\nA=2\nB=2\n", "A=1\nA=x\nB=2\n", "A=1\nA=2\nB=y\n")]
    [InlineData("not a variable\nB=2\n", "changed\nB=2\n", "not a variable\nB=y\n")]
    [InlineData("A=1\nB=2\n", "\u00ef\u00bb\u00bfA=1\nB=2\n", "A=x\nB=2\n")]
    public void A_file_with_other_lines_is_merged_by_line(string @base, string ours, string theirs)
    {
        var merge = Merge.Of(SampleTree.Of($".env={@base}"), SampleTree.Of($".env={ours}"), SampleTree.Of($".env={theirs}"));

        Assert.Equal([".env: Lines"], merge.Conflicts);
    }

    [Fact]
    public void A_conflict_names_variables_and_never_shows_a_value()
    {
        var merge = Merge.Of(SampleTree.Of(".env=B=1\nA=1\n"), SampleTree.Of(".env=B=hidden1\nA=hidden2\n"), SampleTree.Of(".env=B=hidden3\nA=hidden4\n"));

        Assert.Equal([".env: Keys A B"], merge.Conflicts);
        Assert.Equal([$".env{Merge.Suffix}=B=hidden3\nA=hidden4\n"], merge.Beside);
    }

    private static string Merged(
        string @base, string ours, string theirs, TazPod.Vault.Merging.ConflictChoice choice = TazPod.Vault.Merging.ConflictChoice.None)
    {
        SampleTree File(string lines) => SampleTree.Of($".env={(lines.Length > 0 ? lines.Replace('|', '\n') + '\n' : "")}");
        var merge = Merge.Of(File(@base), File(ours), File(theirs), choice);
        return merge.Conflicts is [var conflict]
            ? conflict.Replace(".env: Keys", Conflict + ":", StringComparison.Ordinal)
            : merge.Entries.Single()[".env=".Length..].TrimEnd('\n').Replace('\n', '|');
    }
}
