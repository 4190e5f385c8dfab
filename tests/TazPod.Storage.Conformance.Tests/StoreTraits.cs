using TazPod.Vault.Storage;

namespace TazPod.Storage.Conformance.Tests;

/// <summary>Where a store differs from AWS S3, and so which documented, weaker behaviour the suite holds it to.</summary>
public sealed record StoreTraits
{
    /// <summary>AWS S3 itself.</summary>
    public static StoreTraits Aws { get; } = new();

    /// <summary>Ceph RADOS Gateway 16.2, a bucket without versioning.</summary>
    public static StoreTraits Rgw { get; } = new()
    {
        HonoursCopySource = false,
        IfMatchOfMissingKey = PutOutcome.ConditionFailed,
        RacersMayFail = true,
        LimitsMetadata = false,
    };

    /// <summary>A directory: no file can also be a directory.</summary>
    public static StoreTraits Directory { get; } = new() { KeysMayNest = false };

    /// <summary>Whether COPY honours the condition on its source; if not, it copies what is there and its ETag must tell.</summary>
    public bool HonoursCopySource { get; init; } = true;

    /// <summary>The answer to a PUT with If-Match to a key that is not there.</summary>
    public PutOutcome IfMatchOfMissingKey { get; init; } = PutOutcome.TargetMissing;

    /// <summary>Whether <c>a</c> and <c>a/b</c> may both be objects; if not, the second is refused with StoreFailed.</summary>
    public bool KeysMayNest { get; init; } = true;

    /// <summary>Whether 2 KB and more of metadata are refused; if not, they are kept.</summary>
    public bool LimitsMetadata { get; init; } = true;

    /// <summary>Whether losers of a race may be answered with a failure (5xx) instead of a refusal.</summary>
    public bool RacersMayFail { get; init; }
}
