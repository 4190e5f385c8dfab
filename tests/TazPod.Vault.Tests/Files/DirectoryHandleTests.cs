using System.Runtime.Versioning;
using TazPod.Testing;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;

namespace TazPod.Vault.Tests.Files;

[UnsupportedOSPlatform("windows")]
public sealed class DirectoryHandleTests : IDisposable
{
    private readonly TemporaryDirectory root = new();

    public static TheoryData<string> Kinds => OperatingSystem.IsLinux() ? ["by descriptor", "by path"] : ["by path"];

    public void Dispose() => root.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Only_its_owner_can_access_a_new_entry(string kind)
    {
        using var directory = Open(kind);
        directory.MakeDirectory("inner");
        directory.CreateFile("inner/file").Dispose();
        Assert.Equal(0b111_000_000, FileFacts.Of(root.Combine("inner")).Mode);
        Assert.Equal(0b110_000_000, FileFacts.Of(root.Combine("inner", "file")).Mode);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Nothing_is_created_over_an_existing_entry(string kind)
    {
        using var directory = Open(kind);
        Directory.CreateDirectory(root.Combine("there"));
        File.CreateSymbolicLink(root.Combine("link"), root.Combine("nowhere"));

        foreach (var name in new[] { "there", "link" })
        {
            Assert.ThrowsAny<IOException>(() => directory.MakeDirectory(name));
            Assert.ThrowsAny<IOException>(() => directory.MakeAndOpen(name));
            Assert.ThrowsAny<IOException>(() => directory.CreateFile(name).Dispose());
        }

        Assert.False(Path.Exists(root.Combine("nowhere")));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_move_replaces_nothing(string kind)
    {
        using var directory = Open(kind);
        File.WriteAllText(root.Combine("one"), "one");
        File.WriteAllText(root.Combine("two"), "two");
        Directory.CreateDirectory(root.Combine("tree"));
        Directory.CreateDirectory(root.Combine("empty"));

        Assert.ThrowsAny<IOException>(() => directory.Move("one", directory, "two"));
        Assert.ThrowsAny<IOException>(() => directory.Move("tree", directory, "empty"));

        Assert.Equal("two", File.ReadAllText(root.Combine("two")));
        Assert.True(Directory.Exists(root.Combine("tree")));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_read_only_directory_moves_and_keeps_its_mode(string kind)
    {
        using var directory = Open(kind);
        using var other = directory.MakeAndOpen("other");
        directory.MakeDirectory("tree");
        directory.SetMode("tree", UnixFileMode.UserRead | UnixFileMode.UserExecute);

        directory.Move("tree", other, "moved");

        Assert.Equal(0b101_000_000, FileFacts.Of(root.Combine("other", "moved")).Mode);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_tree_is_removed_whatever_its_modes_and_no_link_in_it_is_followed(string kind)
    {
        using var outside = new TemporaryDirectory("outside");
        File.WriteAllText(outside.Combine("kept"), "kept");
        using var directory = Open(kind);
        Directory.CreateDirectory(root.Combine("tree", "closed", "deep"));
        File.WriteAllText(root.Combine("tree", "closed", "deep", "file"), "x");
        Directory.CreateSymbolicLink(root.Combine("tree", "link"), outside.Path);
        File.SetUnixFileMode(root.Combine("tree", "closed"), UnixFileMode.None);

        directory.DeleteTree("tree");

        Assert.False(Path.Exists(root.Combine("tree")));
        Assert.Equal("kept", File.ReadAllText(outside.Combine("kept")));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Opening_up_a_link_does_not_change_the_mode_of_its_target(string kind)
    {
        using var outside = new TemporaryDirectory("outside");
        File.SetUnixFileMode(outside.Path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        using var directory = Open(kind);
        Directory.CreateSymbolicLink(root.Combine("link"), outside.Path);

        directory.OpenUp("link");

        Assert.Equal(0b101_000_000, FileFacts.Of(outside.Path).Mode);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_link_is_neither_a_directory_nor_a_file(string kind)
    {
        using var outside = new TemporaryDirectory("outside");
        File.WriteAllText(outside.Combine("file"), "secret");
        using var directory = Open(kind);
        Directory.CreateSymbolicLink(root.Combine("directory"), outside.Path);
        File.CreateSymbolicLink(root.Combine("file"), outside.Combine("file"));

        Assert.Null(directory.TryOpen("directory"));
        var failure = Assert.Throws<Vault.Errors.VaultException>(() => directory.ReadFile("file", 100));
        Assert.Equal("TAZPOD6008", failure.Error.Code);
        Assert.Null(directory.ReadFile("missing", 100));
    }

    [Theory]
    [InlineData("link")]
    [InlineData("link/inner")]
    [InlineData("real/link")]
    public void A_real_path_that_has_become_a_link_is_not_followed(string path)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "other systems have paths only");
        Directory.CreateDirectory(root.Combine("real", "inner"));
        Directory.CreateSymbolicLink(root.Combine("link"), root.Combine("real"));
        Directory.CreateSymbolicLink(root.Combine("real", "link"), root.Combine("real", "inner"));

        var failure = Assert.Throws<VaultException>(() => DirectoryHandle.OpenReal(root.Combine(path)));

        Assert.Equal("TAZPOD6008", failure.Error.Code);
        Assert.Throws<VaultException>(() => StagedFile.ReplaceOwn(root.Combine(path, "file"), "x"u8));
        DirectoryHandle.OpenReal(root.Combine("real", "inner")).Dispose();
        Assert.ThrowsAny<IOException>(() => DirectoryHandle.OpenReal(root.Combine("missing", "inner")));
    }

    [Fact]
    public void A_tree_is_removed_with_two_handles_however_deep_it_is()
    {
        var deep = root.Path;
        for (var level = 0; level < 400; level++)
            deep = Directory.CreateDirectory(Path.Combine(deep, "d")).FullName;
        using var directory = DirectoryHandle.Open(root.Path);

        directory.DeleteTree("d");

        Assert.Empty(Directory.EnumerateFileSystemEntries(root.Path));
    }

    [Fact]
    public void Changes_of_its_name_do_not_matter()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "other systems have paths only");
        Directory.CreateDirectory(root.Combine("mine"));
        using var directory = DirectoryHandle.Open(root.Combine("mine"));
        Directory.Move(root.Combine("mine"), root.Combine("moved"));
        Directory.CreateDirectory(root.Combine("mine"));

        directory.MakeDirectory("inner");
        directory.CreateFile("file").Dispose();

        Assert.Empty(Directory.EnumerateFileSystemEntries(root.Combine("mine")));
        Assert.Equal(["file", "inner"], directory.Names().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void As_root_everything_gets_the_owner_of_the_opened_directory()
    {
        Assert.SkipUnless(Foreigner.IsHere, Foreigner.Reason);
        Foreigner.Own(root.Path);
        using var directory = DirectoryHandle.Open(root.Path);
        using (var own = directory.MakeAndOpen("own"))
        {
            // The owners of the directories in the path are not checked again.
            own.MakeDirectory("inner");
            own.CreateFile("inner/file").Dispose();
        }

        Assert.Equal(0u, FileFacts.Of(root.Combine("own")).Owner);
        Assert.Equal((uint)Foreigner.Id, FileFacts.Of(root.Combine("own", "inner")).Owner);
        Assert.Equal((uint)Foreigner.Id, FileFacts.Of(root.Combine("own", "inner", "file")).Owner);
    }

    [Fact]
    public void An_entry_of_another_user_is_not_our_own_even_for_root()
    {
        Assert.SkipUnless(Foreigner.IsHere, Foreigner.Reason);
        File.SetUnixFileMode(root.Path, (UnixFileMode)0b1_111_111_111);
        Foreigner.Does($"mkdir '{root.Combine("theirs")}'");
        using var directory = DirectoryHandle.Open(root.Path);
        Assert.False(directory.IsOwn(directory.Facts("theirs")));
        directory.MakeDirectory("mine");
        Assert.True(directory.IsOwn(directory.Facts("mine")));
    }

    private DirectoryHandle Open(string kind) => kind == "by path" ? new PathDirectory(root.Path) : DirectoryHandle.Open(root.Path);
}
