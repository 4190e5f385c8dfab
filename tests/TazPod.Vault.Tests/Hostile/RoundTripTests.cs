using TazPod.Vault.Archive;
using TazPod.Vault.Archive.Entries;
using TazPod.Vault.Archive.Tree;

namespace TazPod.Vault.Tests.Hostile;

public sealed class RoundTripTests : IDisposable
{
    private readonly Cell source = new();
    private readonly Cell target = new();

    public RoundTripTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows keeps neither the names nor the modes");

    [Fact]
    public void Every_tree_is_restored_unchanged_and_packs_to_the_same_bytes() => Trees.Any.Spend(
        500,
        tree =>
        {
            source.Empty();
            target.Empty();
            Make(tree);
            var first = Write(out var written);
            var second = Write(out _);

            var extracted = ArchiveReader.Extract(first, target.Destination, new ArchiveReadOptions(), default);

            Assert.Equal(first, second);
            Assert.True(written.HasSameContentAs(extracted));
            var kept = target.Holdings();
            var made = source.Holdings();
            made.RemoveAll(entry => entry is { Path: ArchiveManifest.VaultPass, Kind: ArchiveEntryKind.File });
            Assert.Equal(made.OrderBy(entry => entry.Path, PathOrder.Instance), kept.OrderBy(entry => entry.Path, PathOrder.Instance));
        },
        tree => string.Join('\n', tree.AsEnumerable()));

    /// <inheritdoc/>
    public void Dispose()
    {
        source.Dispose();
        target.Dispose();
    }

    // Readable by the owner, since a tree that cannot be read cannot be saved.
    private void Make(TreeItem[] tree)
    {
        foreach (var item in tree)
        {
            var path = Path.Combine(source.Destination, item.Path);
            if (item.Content is { } content)
            {
                File.WriteAllBytes(path, content);
            }
            else
            {
                Directory.CreateDirectory(path);
            }

            Cell.SetMode(path, item.Mode | (item.IsDirectory ? 0b111_000_000 : 0b100_000_000));
        }
    }

    private byte[] Write(out ArchiveManifest manifest)
    {
        using var archive = new MemoryStream();
        manifest = ArchiveWriter.Write(source.Destination, archive, new ArchiveWriteOptions(), default);
        return archive.ToArray();
    }
}
