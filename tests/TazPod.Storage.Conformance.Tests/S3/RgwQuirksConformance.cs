using TazPod.Testing.S3;

namespace TazPod.Storage.Conformance.Tests.S3;

/// <summary>The contract on the in-process endpoint, as Ceph.</summary>
public sealed class RgwQuirksConformance() : InProcessConformance(S3Quirks.Rgw)
{
    protected override StoreTraits Traits => StoreTraits.Rgw;
}
