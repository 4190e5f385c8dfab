using TazPod.Testing;
using TazPod.Testing.S3;

namespace TazPod.Vault.S3.Tests;

/// <summary>The contract on a real Ceph RADOS Gateway, when there is one.</summary>
public sealed class RgwStoreTests : StoreContract
{
    private RealBucket bucket = null!;

    private protected override ValueTask<S3Client> OpenAsync()
    {
        Assert.SkipWhen(RgwServer.SkipReason is not null, RgwServer.SkipReason ?? "");
        bucket = new RealBucket();
        return ValueTask.FromResult(S3Client.Create(bucket.Options, NoEnvironment.Find));
    }

    protected override ValueTask CloseAsync() => bucket.RemoveAsync();
}
