using TazPod.Testing.S3;

namespace TazPod.Vault.Sync.Tests;

/// <summary>The bucket and one machine, to be put back as they were: to arrange a state takes a key for every vault, this takes none.</summary>
/// <remarks>Only where ETags follow from the content: a store that makes them up gives others when objects are put back.</remarks>
internal sealed class WorldState
{
    private readonly World world;
    private readonly Machine machine;
    private readonly IReadOnlyList<StoredObject> objects;
    private readonly IReadOnlyList<(string Path, byte[] Content, DateTime Modified)> files;

    private WorldState(World world, Machine machine)
    {
        (this.world, this.machine) = (world, machine);
        objects = [.. world.Bucket.Keys.Select(key => world.Bucket.Get(key)!)];
        files =
        [
            .. Directory.EnumerateFiles(machine.Root, "*", SearchOption.AllDirectories)
                .Select(path => (path, File.ReadAllBytes(path), File.GetLastWriteTimeUtc(path))),
        ];
    }

    public static WorldState Take(World world, Machine machine) => new(world, machine);

    public void Restore()
    {
        world.Bucket.Clear();
        foreach (var each in objects)
        {
            var again = world.Bucket.Put(each.Key, each.Content.Span, each.Metadata, each.LastModified);
            Assert.Equal(each.ETag, again.ETag);
        }

        foreach (var path in Directory.EnumerateFiles(machine.Root, "*", SearchOption.AllDirectories))
        {
            File.Delete(path);
        }

        foreach (var (path, content, modified) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, content);
            File.SetLastWriteTimeUtc(path, modified);
        }
    }
}
