using System.Text;
using TazPod.Vault.Archive;
using TazPod.Vault.Archive.Entries;
using TazPod.Vault.Archive.Tree;

namespace TazPod.Vault.Tests.Archive;

public sealed class ArchiveComposerTests : IDisposable
{
    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [Theory]
    [InlineData("a", "")]
    [InlineData("d/e/f", "another value")]
    [InlineData("é/ü", "x")]
    [InlineData("z", null)]
    public void Replacing_a_file_gives_the_bytes_of_the_changed_tree(string path, string? text)
    {
        var content = text is null ? new byte[600_000] : Encoding.UTF8.GetBytes(text);
        scratch.Write("in/a", "one");
        scratch.Write("in/d/e/f", new string('y', 300_000));
        scratch.Write("in/é/ü", "two");
        scratch.Write("in/z", "");
        scratch.SetMode("in/a", 0x100);
        var (_, before) = Write();

        var (manifest, rewritten) = Rewrite(before, path, content);

        scratch.SetMode("in/a", 0x180);
        File.WriteAllBytes(scratch[$"in/{path}"], content);
        scratch.SetMode("in/a", 0x100);
        var (expected, after) = Write();
        Assert.Equal(expected.Entries, manifest.Entries);
        Assert.Equal(after, rewritten);
    }

    [Fact]
    public void A_copy_of_the_replaced_file_keeps_its_content_and_any_order_is_read()
    {
        var archive = new TarBytes().File("z", "last").File("b", "one").HardLink("c", "b").File("a", "first").HardLink("y", "z").End();

        var (manifest, rewritten) = Rewrite(archive, "b", "two"u8);

        Assert.Equal(["a", "b", "c", "y", "z"], manifest.Entries.Select(entry => entry.Path));
        Assert.Equal(manifest.Entries, ArchiveReader.Inspect(rewritten, new ArchiveReadOptions(), default).Entries);
        ArchiveReader.Extract(rewritten, scratch.MakeDirectory("out"), new ArchiveReadOptions(), default);
        Assert.Equal(
            ["first", "two", "one", "last", "last"],
            manifest.Entries.Select(entry => File.ReadAllText(scratch[$"out/{entry.Path}"])));
    }

    [Fact]
    public void The_cached_passphrase_is_left_out()
    {
        var archive = new TarBytes().File(".vault_pass", "p").File("a", "one").HardLink("b", ".vault_pass").End();

        var (manifest, rewritten) = Rewrite(archive, "a", "two"u8);

        Assert.Equal(["a", "b"], manifest.Entries.Select(entry => entry.Path));
        Assert.False(ArchiveReader.Inspect(rewritten, new ArchiveReadOptions(), default).HasVaultPass);
    }

    private (ArchiveManifest Manifest, byte[] Archive) Write()
    {
        using var written = new MemoryStream();
        var manifest = ArchiveWriter.Write(scratch["in"], written, new ArchiveWriteOptions(), default);
        return (manifest, written.ToArray());
    }

    [Fact]
    public void Entries_come_from_several_trees_under_other_names_and_modes()
    {
        var ours = Packed(new TarBytes().File("b", "ours").File("a", "first").File("c", "third").End());
        var theirs = Packed(new TarBytes().File("d/b", "theirs").File("d/c", "more").End());

        using var written = new MemoryStream();
        var manifest = ArchiveComposer.Write(
            [
                ComposedEntry.From(ours, Entry(ours, "a")),
                ComposedEntry.From(ours, Entry(ours, "b"), mode: 0x100),
                ComposedEntry.From(theirs, Entry(theirs, "d/b"), path: "b.theirs"),
                ComposedEntry.From(ours, Entry(ours, "c")),
                ComposedEntry.From(ours, Entry(ours, "c"), path: "c2"),
                ComposedEntry.Directory("e", 0x1C0),
                ComposedEntry.Of("e/new", 0x180, "new"u8.ToArray()),
            ],
            written,
            default);

        Assert.Equal(manifest.Entries, ArchiveReader.Inspect(written.ToArray(), new ArchiveReadOptions(), default).Entries);
        ArchiveReader.Extract(written.ToArray(), scratch.MakeDirectory("out"), new ArchiveReadOptions(), default);
        Assert.Equal(
            ["a=first", "b=ours", "b.theirs=theirs", "c=third", "c2=third", "e/new=new"],
            manifest.Entries.Where(entry => entry.Kind == ArchiveEntryKind.File).Select(entry => $"{entry.Path}={File.ReadAllText(scratch[$"out/{entry.Path}"])}"));
        Assert.Equal(0x100, Entry(new PackedTree(default, manifest), "b").Mode);
    }

    private static ArchiveEntry Entry(PackedTree tree, string path) => tree.Manifest.Entries.Single(entry => entry.Path == path);

    private static PackedTree Packed(byte[] archive) => new(archive, ArchiveReader.Inspect(archive, new ArchiveReadOptions(), default));

    private static (ArchiveManifest Manifest, byte[] Archive) Rewrite(byte[] archive, string path, ReadOnlySpan<byte> content)
    {
        var changed = content.ToArray();
        var tree = Packed(archive);
        using var written = new MemoryStream();
        var manifest = ArchiveComposer.Write(
            [.. tree.Manifest.Entries.Select(entry => entry.Path == path ? ComposedEntry.Of(path, entry.Mode, changed) : ComposedEntry.From(tree, entry))],
            written,
            default);
        return (manifest, written.ToArray());
    }
}
