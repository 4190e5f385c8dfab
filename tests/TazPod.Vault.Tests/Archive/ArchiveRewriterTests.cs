using System.Text;
using TazPod.Vault.Archive;
using TazPod.Vault.Archive.Entries;
using TazPod.Vault.Archive.Tree;

namespace TazPod.Vault.Tests.Archive;

public sealed class ArchiveRewriterTests : IDisposable
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

    private static (ArchiveManifest Manifest, byte[] Archive) Rewrite(byte[] archive, string path, ReadOnlySpan<byte> content)
    {
        var manifest = ArchiveReader.Inspect(archive, new ArchiveReadOptions(), default);
        using var rewriter = new ArchiveRewriter(archive, manifest);
        using var written = new MemoryStream();
        return (rewriter.Replace(path, content, written, default), written.ToArray());
    }
}
