using System.Runtime.Versioning;
using TazPod.Testing;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;
using TazPod.Vault.Secrets;

namespace TazPod.Vault.Tests.Secrets;

/// <summary>The swap beside a directory, where others may be able to make and to rename things.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class RenameSwapTests : IDisposable
{
    private readonly TemporaryDirectory root = new();

    private string Target => root.Combine("secrets");

    public void Dispose() => root.Dispose();

    [Theory]
    [InlineData(".secrets.tazpod-new")]
    [InlineData(".secrets.tazpod-new-00000000000000000000000000000000")]
    [InlineData(".secrets.tazpod-old-00000000000000000000000000000000-1")]
    [InlineData(".secrets.tazpod-gone-x")]
    public void What_another_user_left_under_such_a_name_is_neither_used_nor_removed(string name)
    {
        Assert.SkipUnless(Foreigner.IsHere, Foreigner.Reason);
        File.SetUnixFileMode(root.Path, (UnixFileMode)0b1_111_111_111);
        Foreigner.Does($"mkdir -m 777 '{root.Combine(name)}' && touch '{root.Combine(name, "theirs")}'");

        Unlock("secret");

        Assert.Equal(["theirs"], Directory.EnumerateFileSystemEntries(root.Combine(name)).Select(Path.GetFileName));
        Assert.Equal("secret", File.ReadAllText(Path.Combine(Target, "token")));
        Assert.Equal(0u, FileFacts.Of(Target).Owner);
    }

    [Fact]
    public void A_link_under_such_a_name_is_not_followed()
    {
        using var outside = new TemporaryDirectory("outside");
        File.WriteAllText(outside.Combine("kept"), "kept");
        foreach (var role in new[] { "new", "old", "gone", "probe" })
            Directory.CreateSymbolicLink(root.Combine($".secrets.tazpod-{role}-0-1"), outside.Path);

        Unlock("secret");

        Assert.Equal(["kept"], Directory.EnumerateFileSystemEntries(outside.Path).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Plaintext_stays_in_the_directory_that_was_made_for_it_whatever_has_its_name(bool hasTarget)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "other systems have paths only");
        if (hasTarget)
            Unlock("old");
        var swap = new RenameSwap(Target);
        var stage = swap.Stage();
        var made = Directory.GetDirectories(root.Path, ".secrets.tazpod-new-*").Single();
        Directory.Move(made, root.Combine("stolen"));
        Directory.CreateDirectory(made);
        File.WriteAllText(Path.Combine(made, "theirs"), "theirs");

        using (var file = stage.CreateFile("token"))
            file.Write("secret"u8);
        var failure = Assert.Throws<VaultException>(() => swap.Commit(null));

        Assert.Equal("TAZPOD6008", failure.Error.Code);
        Assert.False(File.Exists(Path.Combine(Target, "token")) && File.ReadAllText(Path.Combine(Target, "token")) == "secret");
        Assert.Equal("secret", File.ReadAllText(root.Combine("stolen", "token")));
    }

    [Fact]
    public void A_leftover_is_removed_but_not_one_that_another_process_works_in()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "other systems have no hold on directories");
        var alive = new RenameSwap(Target);
        alive.Stage().MakeDirectory("inner");
        Directory.CreateDirectory(root.Combine(".secrets.tazpod-new-0123"));

        new RenameSwap(Target).Recover();

        var left = Assert.Single(Directory.GetDirectories(root.Path, ".secrets.tazpod-*"));
        Assert.True(Directory.Exists(Path.Combine(left, "inner")));
        alive.Recover();
        Assert.Empty(Directory.EnumerateFileSystemEntries(root.Path));
    }

    [Fact]
    public void A_tree_that_was_moved_out_of_the_way_comes_back_and_one_that_only_says_so_does_not()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "other systems tell no inode");
        Directory.CreateDirectory(root.Combine("was-there"));
        var name = SwapName.ForOld("secrets", FileFacts.Of(root.Combine("was-there")));
        Directory.Move(root.Combine("was-there"), root.Combine(name));
        Directory.CreateDirectory(root.Combine(".secrets.tazpod-old-0-1", "planted"));

        new RenameSwap(Target).Recover();

        Assert.Equal(["secrets"], Directory.EnumerateFileSystemEntries(root.Path).Select(Path.GetFileName));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Target));
    }

    [Theory]
    [InlineData(0b0_111_111_111, true)]
    [InlineData(0b1_111_111_111, false)]
    [InlineData(0b0_111_111_101, false)]
    public void Only_a_directory_where_everybody_may_rename_is_warned_of(int mode, bool warns)
    {
        File.SetUnixFileMode(root.Path, (UnixFileMode)mode);
        Assert.Equal(warns, new RenameSwap(Target).Warning is not null);
        Unlock("secret");
        Assert.Equal("secret", File.ReadAllText(Path.Combine(Target, "token")));
    }

    [Theory]
    [InlineData(0b111_000_000)]
    [InlineData(0b111_111_111)]
    public void Run_as_root_the_tree_goes_to_the_owner_of_the_directory_above(int mode)
    {
        Assert.SkipUnless(Foreigner.IsHere, Foreigner.Reason);
        Foreigner.Own(root.Path);
        File.SetUnixFileMode(root.Path, (UnixFileMode)mode);

        Unlock("secret");

        Assert.Equal((uint)Foreigner.Id, FileFacts.Of(Target).Owner);
        Assert.Equal((uint)Foreigner.Id, FileFacts.Of(Path.Combine(Target, "token")).Owner);
    }

    [Fact]
    public void An_empty_directory_that_another_user_made_gives_them_nothing()
    {
        Assert.SkipUnless(Foreigner.IsHere, Foreigner.Reason);
        File.SetUnixFileMode(root.Path, (UnixFileMode)0b1_111_111_111);
        Foreigner.Does($"mkdir -m 777 '{Target}'");

        Unlock("secret");

        Assert.Equal(0u, FileFacts.Of(Target).Owner);
        Assert.Equal(0b111_000_000, FileFacts.Of(Target).Mode);
    }

    private void Unlock(string text)
    {
        var swap = new RenameSwap(Target);
        swap.Recover();
        using (var file = swap.Stage().CreateFile("token"))
            file.Write(System.Text.Encoding.UTF8.GetBytes(text));
        swap.Commit(null);
    }
}
