using TazPod.Vault.Archive;
using TazPod.Vault.Archive.Tree;

namespace TazPod.Vault.Tests.Archive;

/// <summary>Packing and reading use memory that does not grow with the content. The limits are generous, but the content is far
/// larger.</summary>
[Collection(nameof(AllocationTests))]
public sealed class AllocationTests : IDisposable
{
    private const int ContentSize = 48 << 20;
    private const int Bound = 16 << 20;
    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public async Task Content_passes_through_buffers_of_one_size()
    {
        File.WriteAllBytes(Path.Join(scratch.MakeDirectory("in"), "file"), new byte[ContentSize]);
        using var archive = new MemoryStream(new byte[1 << 20]);

        var packing = await AllocatedAsync(() => Task.Run(() => ArchiveWriter.Write(scratch["in"], archive, new ArchiveWriteOptions(), default)));
        var packed = archive.ToArray().AsMemory(0, (int)archive.Position);
        var reading = await AllocatedAsync(() => Task.Run(() => ArchiveReader.Inspect(packed, new ArchiveReadOptions(), default)));

        Assert.InRange(packing, 0, Bound);
        Assert.InRange(reading, 0, Bound);
    }

    private static async Task<long> AllocatedAsync(Func<Task> work)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await work();
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }
}
