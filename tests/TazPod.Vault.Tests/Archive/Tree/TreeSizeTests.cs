using TazPod.Vault.Archive;
using TazPod.Vault.Archive.Tree;

namespace TazPod.Vault.Tests.Archive.Tree;

public class TreeSizeTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(300, 1)]
    [InlineData(3, 1_000_000)]
    public async Task No_archive_is_larger(int files, int bytes)
    {
        using var scratch = new Scratch();
        for (var i = 0; i < files; i++)
        {
            var content = new byte[bytes];
            Random.Shared.NextBytes(content);
            var parent = Directory.CreateDirectory(Path.Combine(scratch["tree"], $"{i % 7}")).FullName;
            await File.WriteAllBytesAsync(Path.Combine(parent, $"{i}"), content, TestContext.Current.CancellationToken);
        }

        using var archive = new MemoryStream();
        ArchiveWriter.Write(scratch.MakeDirectory("tree"), archive, new ArchiveWriteOptions(), TestContext.Current.CancellationToken);

        Assert.InRange(archive.Length, 0, TreeSize.Of(scratch["tree"]).MostPacked + 1024); // The end marker.
    }

    [Fact]
    public void A_missing_directory_has_no_size()
    {
        using var scratch = new Scratch();

        Assert.Equal(0, TreeSize.Of(scratch["none"]).MostPacked);
    }
}
