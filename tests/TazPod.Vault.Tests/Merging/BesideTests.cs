using System.Security.Cryptography;
using System.Text;
using TazPod.Vault.Errors;
using TazPod.Vault.Merging;

namespace TazPod.Vault.Tests.Merging;

public sealed class BesideTests
{
    private const string Suffix = Merge.Suffix;

    [Fact]
    public void A_name_that_exists_gets_a_number()
    {
        SampleTree With(string text) => SampleTree.Of($"f={text}", $"f{Suffix}=old", $"f{Suffix}-2=older");

        Assert.Equal([$"f{Suffix}-3=theirs"], Merge.Of(With("base"), With("ours"), With("theirs")).Beside);
        Assert.Equal(
            [$"f{Suffix}-deleted-2="],
            Merge.Of(SampleTree.Of("f=1", $"f{Suffix}-deleted=x"), SampleTree.Of("f=2", $"f{Suffix}-deleted=x"), SampleTree.Of($"f{Suffix}-deleted=x")).Beside);
    }

    [Fact]
    public void A_name_differs_from_others_in_more_than_letter_case()
    {
        SampleTree With(string text) => SampleTree.Of($"f={text}", $"F{Suffix}=old");

        Assert.Equal([$"f{Suffix}-2=theirs"], Merge.Of(With("base"), With("ours"), With("theirs"), ignoresCase: true).Beside);
        Assert.Equal([$"f{Suffix}=theirs"], Merge.Of(With("base"), With("ours"), With("theirs")).Beside);
    }

    [Fact]
    public void The_directory_of_what_ours_removed_is_there_again()
    {
        var theirs = new SampleTree().With("a/", mode: 0x1ed).With("a/b/", mode: 0x1e8).With("a/b/c", "changed", 0x1a4);

        var merge = Merge.Of(SampleTree.Of("a/b/c=1"), SampleTree.Of(), theirs);

        Assert.Equal(["a/b/c: RemovedHere"], merge.Conflicts);
        Assert.Equal(["a/ 755", "a/b/ 750", $"a/b/c{Suffix}=changed 644"], merge.Beside);
    }

    [Fact]
    public void A_name_does_not_take_that_of_a_directory_that_is_needed()
    {
        var theirs = SampleTree.Of("f=2", $"f{Suffix}/x=2");

        var merge = Merge.Of(SampleTree.Of("f=1", $"f{Suffix}/x=1"), SampleTree.Of("f=3"), theirs);

        Assert.Equal(["f: Lines", $"f{Suffix}/x: RemovedHere"], merge.Conflicts);
        Assert.Equal([$"f{Suffix}/", $"f{Suffix}/x{Suffix}=2", $"f{Suffix}-2=2"], merge.Beside);
    }

    [Theory]
    [InlineData('n', 1, 255)]
    [InlineData('\u00fc', 2, 127)]
    [InlineData('n', 1, 233)]
    public void A_name_that_becomes_too_long_is_cut_and_marked(char letter, int bytes, int length)
    {
        var name = new string(letter, length);

        var merge = Merge.Of(SampleTree.Of($"{name}=1"), SampleTree.Of($"{name}=2"), SampleTree.Of($"{name}=3"));

        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..8];
        var room = (255 - Suffix.Length - 9) / bytes;
        Assert.Equal([$"{new string(letter, room)}~{hash}{Suffix}=3"], merge.Beside);
    }

    [Fact]
    public void A_name_that_fits_exactly_is_not_cut()
    {
        var name = new string('n', 255 - Suffix.Length);

        Assert.Equal([$"{name}{Suffix}=3"], Merge.Of(SampleTree.Of($"{name}=1"), SampleTree.Of($"{name}=2"), SampleTree.Of($"{name}=3")).Beside);
    }

    [Fact]
    public void A_path_that_becomes_too_long_is_cut_or_moved_up()
    {
        var directory = string.Join('/', Enumerable.Repeat(new string('d', 254), 16)); // 4079 bytes
        string Beside(string path) => Assert.Single(Merge.Of(SampleTree.Of($"{path}=1"), SampleTree.Of($"{path}=2"), SampleTree.Of($"{path}=3")).Beside);

        Assert.Equal($"{directory[..^255]}/name{Suffix}=3", Beside($"{directory}/name"));
        var longer = $"{directory[..^40]}/{new string('n', 50)}";
        Assert.StartsWith($"{directory[..^40]}/nnnnn", Beside(longer), StringComparison.Ordinal);
        Assert.Contains($"~", Beside(longer), StringComparison.Ordinal);
    }

    [Fact]
    public void A_subtree_counts_its_longest_path()
    {
        var below = string.Join('/', Enumerable.Repeat(new string('d', 254), 16)); // 4079 bytes

        var merge = Merge.Of(SampleTree.Of("p/abc=1"), SampleTree.Of("p/abc=2"), SampleTree.Of($"p/abc/{below[10..]}=3"));

        Assert.Contains($"abc{Suffix}/{below[10..]}=3", merge.Beside);
        var failure = Assert.Throws<VaultException>(() => Merge.Of(null, SampleTree.Of("abc=2"), SampleTree.Of($"abc/{below}=3")));
        Assert.Same(VaultErrors.TreeTooLarge, failure.Error);
    }

    [Fact]
    public void A_result_that_is_larger_than_a_vault_is_refused()
    {
        SampleTree Directories(string root) => SampleTree.Of([.. Enumerable.Range(0, 100_000).Select(number => $"{root}{number}/")]);

        var failure = Assert.Throws<VaultException>(() => TreeMerge.Merge(null, Directories("a").Pack(), Directories("b/").Pack(), ConflictChoice.None, default));

        Assert.Same(VaultErrors.TreeTooLarge, failure.Error);
        Assert.Contains("200001 entries", failure.Message, StringComparison.Ordinal);
    }
}
