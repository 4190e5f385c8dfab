using TazPod.Testing.S3;

namespace TazPod.Storage.Conformance.Tests.S3;

/// <summary>The contract on the in-process endpoint, as Ceph.</summary>
public sealed class RgwQuirksConformance() : InProcessConformance(S3Quirks.Rgw)
{
    // The endpoint keeps AWS's limit whoever it plays.
    protected override StoreTraits Traits => StoreTraits.Rgw with { LimitsMetadata = true };
}
