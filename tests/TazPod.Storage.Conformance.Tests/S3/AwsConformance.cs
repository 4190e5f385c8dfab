using TazPod.Testing.S3;

namespace TazPod.Storage.Conformance.Tests.S3;

/// <summary>The contract on the in-process endpoint, as AWS.</summary>
public sealed class AwsConformance() : InProcessConformance(S3Quirks.Aws)
{
    protected override StoreTraits Traits => StoreTraits.Aws;
}
