namespace TazPod.Testing.S3;

/// <summary>A key that the endpoint knows.</summary>
/// <param name="AccessKey">The access key id.</param>
/// <param name="SecretKey">The secret that requests are signed with.</param>
public sealed record S3Credential(string AccessKey, string SecretKey)
{
    /// <summary>The one key of an endpoint that was not told any other.</summary>
    public static S3Credential Default { get; } = new("TAZPODTESTACCESSKEY0", "tazpod-test-secret-key-not-a-secret-0000");

    /// <summary>The session token that has to come with every request; the default is none.</summary>
    public string? SessionToken { get; init; }

    /// <summary>When the key stops being good (<c>ExpiredToken</c>); the default is never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>What the key may do; the default is everything.</summary>
    public S3Rights Rights { get; init; } = S3Rights.All;
}
