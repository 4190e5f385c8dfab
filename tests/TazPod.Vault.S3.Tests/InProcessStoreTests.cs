using TazPod.Testing.S3;

namespace TazPod.Vault.S3.Tests;

/// <summary>The contract on the in-process endpoint, as AWS.</summary>
public class InProcessStoreTests : StoreContract
{
    private TestStore store = null!;

    protected virtual S3Quirks Quirks => S3Quirks.Aws;

    private protected override async ValueTask<S3Client> OpenAsync()
    {
        store = await TestStore.StartAsync(Quirks);
        return store.Client;
    }

    protected override ValueTask CloseAsync() => store.DisposeAsync();
}
