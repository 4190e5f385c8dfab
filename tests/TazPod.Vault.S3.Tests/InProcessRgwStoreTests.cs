using TazPod.Testing.S3;

namespace TazPod.Vault.S3.Tests;

/// <summary>The contract on the in-process endpoint, as Ceph.</summary>
public sealed class InProcessRgwStoreTests : InProcessStoreTests
{
    protected override S3Quirks Quirks => S3Quirks.Rgw;
}
