namespace TazPod.Testing.S3;

/// <summary>A key that the endpoint knows.</summary>
/// <param name="AccessKey">The access key id.</param>
/// <param name="SecretKey">The secret that requests are signed with.</param>
public sealed record S3Credential(string AccessKey, string SecretKey)
{
    /// <summary>The only key of an endpoint that was started without keys.</summary>
    public static S3Credential Default { get; } = new("TAZPODTESTACCESSKEY0", "tazpod-test-secret-key-not-a-secret-0000");

    /// <summary>The session token that every request must have; the default is none.</summary>
    public string? SessionToken { get; init; }

    /// <summary>When the key expires (<c>ExpiredToken</c>); the default is never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The permissions of the key; the default is all.</summary>
    public S3Rights Rights { get; init; } = S3Rights.All;
}
