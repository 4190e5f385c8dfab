using TazPod.Testing;
using TazPod.Vault.Storage;

namespace TazPod.Storage.Conformance.Tests.Directories;

public sealed class DirectoryStoreConformance : StoreConformance
{
    private readonly TemporaryDirectory root = new("store");

    protected override StoreTraits Traits => StoreTraits.Directory;

    protected override IObjectStore Open(string bucket) => new DirectoryStore(root.Path, bucket, TimeProvider.System);

    protected override Task RemoveBucketAsync(string bucket)
    {
        Directory.Delete(Path.Combine(root.Path, bucket), recursive: true);
        return Task.CompletedTask;
    }

    protected override ValueTask StopAsync()
    {
        root.Dispose();
        return ValueTask.CompletedTask;
    }
}
