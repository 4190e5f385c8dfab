using TazPod.Testing.S3;
using TazPod.Vault.S3;

namespace TazPod.Storage.Conformance.Tests.S3;

/// <summary>The contract on a real Ceph RADOS Gateway, when there is one.</summary>
public sealed class RgwConformance : S3Conformance
{
    protected override StoreTraits Traits => StoreTraits.Rgw;

    protected override string? SkipReason => RgwServer.SkipReason;

    private protected override S3StoreOptions Server => new()
    {
        Bucket = "",
        Region = RgwServer.Current.Region,
        Endpoint = RgwServer.Current.Endpoint,
        AccessKeyId = RgwServer.Current.AccessKey,
        SecretAccessKey = RgwServer.Current.SecretKey,
        Retries = 0,
    };
}
