using TazPod.Vault.Archive.Entries;

namespace TazPod.Vault.Tests.Archive.Entries;

public class ArchiveManifestTests
{
    private static readonly string Hash = new('a', 64);

    private static readonly ArchiveEntry[] Tree =
    [
        new("d", ArchiveEntryKind.Directory, 0x1C0, 0, ""),
        new("d/f", ArchiveEntryKind.File, 0x180, 3, Hash),
        new("g", ArchiveEntryKind.File, 0x1A4, 0, Hash),
    ];

    public static TheoryData<string> Changes => ["path", "kind", "mode", "size", "content", "missing", "added"];

    [Fact]
    public void The_order_of_the_entries_does_not_matter()
    {
        var one = Make(Tree);
        var other = Make([.. Tree.Reverse()]);

        Assert.True(one.HasSameContentAs(other));
        Assert.Equal(one.ComputeMac("key"u8), other.ComputeMac("key"u8));
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void Any_change_of_the_tree_changes_the_mac(string change)
    {
        var changed = Make(change switch
        {
            "path" => [Tree[0], Tree[1] with { Path = "d/e" }, Tree[2]],
            "kind" => [Tree[0], Tree[1], Tree[2] with { Kind = ArchiveEntryKind.Directory, Sha256 = "" }],
            "mode" => [Tree[0] with { Mode = 0x1ED }, Tree[1], Tree[2]],
            "size" => [Tree[0], Tree[1] with { Size = 4 }, Tree[2]],
            "content" => [Tree[0], Tree[1] with { Sha256 = new string('b', 64) }, Tree[2]],
            "missing" => Tree[..2],
            _ => [.. Tree, new ArchiveEntry("h", ArchiveEntryKind.Directory, 0x1C0, 0, "")],
        });

        Assert.False(Make(Tree).HasSameContentAs(changed));
        Assert.NotEqual(Make(Tree).ComputeMac("key"u8), changed.ComputeMac("key"u8));
    }

    [Fact]
    public void Another_key_gives_another_mac() =>
        Assert.NotEqual(Make(Tree).ComputeMac("key"u8), Make(Tree).ComputeMac("kez"u8));

    [Fact]
    public void The_mac_of_a_tree_never_changes_between_versions() => Assert.Equal(
        "2dd7e3f2cb025b50d472c225d0f6770fdd43efc44c4462090d7f5261a8968159", Convert.ToHexStringLower(Make(Tree).ComputeMac("key"u8)));

    [Fact]
    public void Counts_its_entries()
    {
        var manifest = Make(Tree);

        Assert.Equal((2, 1, 3L, false), (manifest.FileCount, manifest.DirectoryCount, manifest.ContentBytes, manifest.IsEmpty));
        Assert.True(Make([]).IsEmpty);
    }

    private static ArchiveManifest Make(ArchiveEntry[] entries) => new(entries, hasVaultPass: false, []);
}
