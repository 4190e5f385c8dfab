using TazPod.Vault.Storage;

namespace TazPod.Storage.Conformance.Tests.Directories;

public sealed class DirectoryStoreConformance : StoreConformance
{
    private readonly TemporaryDirectory root = new();

    protected override StoreTraits Traits => StoreTraits.Directory;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        root.Dispose();
    }

    protected override IObjectStore Open(string bucket) => new DirectoryStore(root.Path, bucket, TimeProvider.System);

    protected override Task RemoveBucketAsync(string bucket)
    {
        Directory.Delete(Path.Combine(root.Path, bucket), recursive: true);
        return Task.CompletedTask;
    }
}
