using System.Text;
using TazPod.Vault.Merging;

namespace TazPod.Vault.Tests.Merging;

public sealed class SyntaxTests
{
    [Theory]
    [InlineData("f.json", "{\n\"a\":1,\n\"b\":2\n}\n", "{\n\"n\":0,\n\"a\":1,\n\"b\":2\n}\n", "{\n\"a\":1,\n\"b\":2,\n\"n\":3\n}\n")]
    [InlineData("d/f.yaml", "a: 1\nb: 2\nc: 3\n", "n: 0\na: 1\nb: 2\nc: 3\n", "a: 1\nb: 2\nc: 3\nn: 4\n")]
    [InlineData("f.yml", "a: &x 1\nb: 2\nc: 3\n", "a: 1\nb: 2\nc: 3\n", "a: &x 1\nb: 2\nc: *x\n")]
    public void A_result_that_is_not_valid_while_both_sides_are_is_a_conflict(string path, string @base, string ours, string theirs)
    {
        var (old, our, their) = (SampleTree.Of($"{path}={@base}"), SampleTree.Of($"{path}={ours}"), SampleTree.Of($"{path}={theirs}"));
        Assert.Equal([$"{path}: Syntax"], Merge.Of(old, our, their).Conflicts);
        Assert.Empty(Merge.Of(new SampleTree().With("f.txt", @base), new SampleTree().With("f.txt", ours), new SampleTree().With("f.txt", theirs)).Conflicts);
        Assert.True(Merge.Of(old, our, their, ConflictChoice.Theirs).IsTheirs);
        Assert.True(Merge.Of(old, our, their, ConflictChoice.Ours).IsOurs);
    }

    [Theory]
    [InlineData("f.json", "{\n\"a\":1,\n\"b\":2,\n\"c\":3\n}\n", "{\n\"a\":9,\n\"b\":2,\n\"c\":3\n}\n", "{\n\"a\":1,\n\"b\":2,\n\"c\":9\n}\n")]
    [InlineData("f.yaml", "a: 1\nb: 2\nc: 3\n", "a: 9\nb: 2\nc: 3\n", "a: 1\nb: 2\nc: 9\n")]
    [InlineData("f.yaml", "a: 1\nb: 2\na: 3\n", "a: 9\nb: 2\na: 3\n", "a: 1\nb: 2\na: 9\n")]
    public void A_valid_result_or_an_invalid_side_is_merged_as_text(string path, string @base, string ours, string theirs) =>
        Assert.Empty(Merge.Of(SampleTree.Of($"{path}={@base}"), SampleTree.Of($"{path}={ours}"), SampleTree.Of($"{path}={theirs}")).Conflicts);

    [Fact]
    public void Variables_that_both_added_are_not_set_twice()
    {
        static string Path(string text) => $".env={text}";

        var merge = Merge.Of(
            SampleTree.Of(Path("A=1\nold line\nB=1\nC=1\n")), SampleTree.Of(Path("N=1\nA=1\nB=1\nC=1\n")), SampleTree.Of(Path("A=1\nB=1\nC=1\nN=2\n")));

        Assert.Equal([".env: Syntax"], merge.Conflicts);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("a: 1\nb: [1, {c: 2, d: 3}]\n", true)]
    [InlineData("a: {x: 1}\nb: {x: 1}\nx: [x, x]\n", true)]
    [InlineData("? [a, b]\n: x\n? [a, b]\n: y\n", true)]
    [InlineData("a: 1\n---\na: 2\n", true)]
    [InlineData("a: &x [1]\nb: *x\n", true)]
    [InlineData("a: &x 1\n---\nb: *x\n", false)]
    [InlineData("a: 1\na: 2\n", false)]
    [InlineData("a: {b: 1, 'b': 2}\n", false)]
    [InlineData("? {a: 1, a: 2}\n: x\n", false)]
    [InlineData("a: [1\n", false)]
    [InlineData("a: 1\n\tb: 2\n", false)]
    [InlineData("a: \"\\UFFFFFFFF\"\n", false)]
    public void Yaml_is_valid_if_it_parses_and_has_no_key_twice(string text, bool isValid) =>
        Assert.Equal(isValid, YamlSyntax.IsValid(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    public void Deep_nesting_is_refused_at_once(string opening) =>
        Assert.False(YamlSyntax.IsValid(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(opening, 1_000_000)))));
}
