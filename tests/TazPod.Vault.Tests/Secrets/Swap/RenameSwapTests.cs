using System.Runtime.Versioning;
using TazPod.Testing;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;
using TazPod.Vault.Secrets.Swap;

namespace TazPod.Vault.Tests.Secrets.Swap;

/// <summary>The swap beside a directory, where other users can be able to create and rename entries.</summary>
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
    public void A_directory_of_another_user_with_such_a_name_is_neither_used_nor_removed(string name)
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
    public void Plaintext_stays_in_the_directory_created_for_it_whatever_has_its_name(bool hasTarget)
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
    public void A_leftover_is_removed_unless_another_process_works_in_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "other systems cannot lock directories");
        var alive = new RenameSwap(Target);
        alive.Stage().MakeDirectory("inner");
        Leave(".secrets.tazpod-new-0123");
        Directory.CreateDirectory(root.Combine(".secrets.tazpod-new-4567"));
        Directory.CreateDirectory(root.Combine(".secrets.tazpod-new-89ab"));
        File.WriteAllText(root.Combine(".secrets.tazpod-new-89ab", ".tazpod-swap"), "");
        Directory.CreateDirectory(root.Combine(".secrets.tazpod-probe-0123", "not-empty"));

        new RenameSwap(Target).Recover();

        var left = Assert.Single(Directory.GetDirectories(root.Path, ".secrets.tazpod-*"));
        Assert.True(Directory.Exists(Path.Combine(left, "inner")));
        alive.Recover();
        Assert.Empty(Directory.EnumerateFileSystemEntries(root.Path));
    }

    [Theory]
    [InlineData("new-1")]
    [InlineData("gone-1")]
    [InlineData("old-1-INODE")]
    [InlineData("probe-1")]
    public void A_directory_that_merely_has_such_a_name_is_left_alone_and_named(string role)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "other systems have no inode");
        var important = root.Combine("important");
        Directory.CreateDirectory(important);
        File.WriteAllText(Path.Combine(important, "kept"), "kept");
        var name = $".secrets.tazpod-{role.Replace("INODE", $"{FileFacts.Of(important).Inode:x}", StringComparison.Ordinal)}";
        Directory.Move(important, root.Combine(name));

        var swap = new RenameSwap(Target);
        swap.Recover();

        Assert.Equal("kept", File.ReadAllText(root.Combine(name, "kept")));
        Assert.False(Directory.Exists(Target));
        Assert.Equal(!role.StartsWith("probe", StringComparison.Ordinal), swap.Warnings.Any(warning => warning.Contains(name, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_mark_that_was_copied_with_its_directory_is_ignored()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "other systems have no inode");
        Leave(".secrets.tazpod-gone-1");
        var copy = root.Combine(".secrets.tazpod-gone-2");
        Directory.CreateDirectory(copy);
        File.Copy(root.Combine(".secrets.tazpod-gone-1", ".tazpod-swap"), Path.Combine(copy, ".tazpod-swap"));
        File.WriteAllText(Path.Combine(copy, "kept"), "kept");

        new RenameSwap(Target).Recover();

        Assert.Equal([Path.GetFileName(copy)], Directory.EnumerateFileSystemEntries(root.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void A_tree_that_was_moved_away_is_restored_but_not_one_that_only_claims_so()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "other systems have no inode");
        Leave("was-there");
        var name = SwapName.ForOld("secrets", FileFacts.Of(root.Combine("was-there")));
        Directory.Move(root.Combine("was-there"), root.Combine(name));
        Leave(".secrets.tazpod-old-0-1");

        new RenameSwap(Target).Recover();

        Assert.Equal(["secrets"], Directory.EnumerateFileSystemEntries(root.Path).Select(Path.GetFileName));
        Assert.Equal(["left"], Directory.EnumerateFileSystemEntries(Target).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_directory_that_appears_after_the_check_is_neither_removed_nor_replaced(bool replaces)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "other systems have no inode");
        Unlock("looked at");
        var swap = new RenameSwap(Target);
        swap.Recover();
        if (replaces)
            swap.Stage();
        Directory.Move(Target, root.Combine("moved away"));
        Directory.CreateDirectory(Target);
        File.WriteAllText(Path.Combine(Target, "other"), "other");

        var failure = Assert.Throws<VaultException>(() =>
        {
            if (replaces)
                swap.Commit(null);
            else
                swap.Remove(null);
        });

        Assert.Equal("TAZPOD6008", failure.Error.Code);
        Assert.Equal("other", File.ReadAllText(Path.Combine(Target, "other")));
        Assert.Equal("looked at", File.ReadAllText(root.Combine("moved away", "token")));
    }

    [Fact]
    public void A_stolen_probe_does_no_harm()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "other systems are not probed");
        Unlock("secret");
        using var parent = DirectoryHandle.Open(root.Path);
        var stealing = new MomentousDirectory(parent)
        {
            BeforeRenaming = probe => Directory.Move(root.Combine(probe), root.Combine("stolen")),
        };

        Assert.Equal("TAZPOD6008", Assert.Throws<VaultException>(() => SwapProbe.CanRename(stealing, "secrets")).Error.Code);

        Assert.Equal("secret", File.ReadAllText(Path.Combine(Target, "token")));
    }

    [Fact]
    public void The_mark_of_a_killed_run_is_removed_from_the_existing_tree()
    {
        Unlock("secret");
        using (var directory = DirectoryHandle.Open(Target))
            SwapMark.Put(directory);

        new RenameSwap(Target).Recover();

        Assert.Equal(["token"], Directory.EnumerateFileSystemEntries(Target).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData(0b0_111_111_111, true)]
    [InlineData(0b1_111_111_111, false)]
    [InlineData(0b0_111_111_101, false)]
    public void Only_a_directory_where_everyone_may_rename_causes_a_notice(int mode, bool warns)
    {
        File.SetUnixFileMode(root.Path, (UnixFileMode)mode);
        var swap = new RenameSwap(Target);
        swap.Recover();
        Assert.Equal(warns, swap.Warnings.Count > 0);
        Unlock("secret");
        Assert.Equal("secret", File.ReadAllText(Path.Combine(Target, "token")));
    }

    [Theory]
    [InlineData(0b111_000_000)]
    [InlineData(0b111_111_111)]
    public void As_root_the_tree_gets_the_owner_of_the_directory_above(int mode)
    {
        Assert.SkipUnless(Foreigner.IsHere, Foreigner.Reason);
        Foreigner.Own(root.Path);
        File.SetUnixFileMode(root.Path, (UnixFileMode)mode);

        Unlock("secret");

        Assert.Equal((uint)Foreigner.Id, FileFacts.Of(Target).Owner);
        Assert.Equal((uint)Foreigner.Id, FileFacts.Of(Path.Combine(Target, "token")).Owner);
    }

    [Fact]
    public void An_empty_directory_of_another_user_gives_them_no_access()
    {
        Assert.SkipUnless(Foreigner.IsHere, Foreigner.Reason);
        File.SetUnixFileMode(root.Path, (UnixFileMode)0b1_111_111_111);
        Foreigner.Does($"mkdir -m 777 '{Target}'");

        Unlock("secret");

        Assert.Equal(0u, FileFacts.Of(Target).Owner);
        Assert.Equal(0b111_000_000, FileFacts.Of(Target).Mode);
    }

    // Like a run that is killed while it removes a tree.
    private void Leave(string name)
    {
        Directory.CreateDirectory(root.Combine(name));
        using var directory = DirectoryHandle.Open(root.Combine(name));
        SwapMark.Put(directory);
        File.WriteAllText(root.Combine(name, "left"), "left");
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
