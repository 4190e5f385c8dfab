using TazPod.Vault.Storage;

namespace TazPod.Storage.Conformance.Tests;

/// <summary>How a store differs from AWS S3, and so which documented, weaker behaviour the suite requires of it.</summary>
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
    };

    /// <summary>A directory, where a file cannot also be a directory.</summary>
    public static StoreTraits Directory { get; } = new() { KeysMayNest = false };

    /// <summary>Whether COPY honours the condition on its source; if not, it copies the current version and returns its ETag.</summary>
    public bool HonoursCopySource { get; init; } = true;

    /// <summary>The response to a PUT with If-Match to a missing key.</summary>
    public PutOutcome IfMatchOfMissingKey { get; init; } = PutOutcome.TargetMissing;

    /// <summary>Whether <c>a</c> and <c>a/b</c> can both be objects; if not, the second is refused with StoreFailed.</summary>
    public bool KeysMayNest { get; init; } = true;

    /// <summary>Whether losers of a race can be answered with a failure (5xx) instead of a refusal.</summary>
    public bool RacersMayFail { get; init; }
}
