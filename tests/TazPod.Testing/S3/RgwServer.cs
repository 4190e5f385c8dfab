namespace TazPod.Testing.S3;

/// <summary>
/// The real S3 server (a Ceph RADOS Gateway) that a test run can use. Nothing is started here: the build starts one
/// (<c>rgw/start-rgw.sh</c>) and passes its address to the test processes in the environment.
/// </summary>
/// <remarks>
/// <c>S3_TEST_ENDPOINT</c> is its address; <c>S3_TEST_ACCESS_KEY</c> and <c>S3_TEST_SECRET_KEY</c>, or else
/// <c>AWS_ACCESS_KEY_ID</c> and <c>AWS_SECRET_ACCESS_KEY</c>, its keys; <c>S3_TEST_REGION</c> or <c>AWS_REGION</c> its region
/// (the default is eu-central-1). <c>S3_TEST_SERVER=rgw</c> promises that there is one: tests then fail instead of being
/// skipped when it is not named.
/// </remarks>
/// <param name="Endpoint">The address of the server.</param>
/// <param name="AccessKey">The access key id of a user that can create buckets.</param>
/// <param name="SecretKey">The secret of that key.</param>
/// <param name="Region">The region of the server.</param>
public sealed record RgwServer(Uri Endpoint, string AccessKey, string SecretKey, string Region)
{
    /// <summary>Why tests against the real server are skipped, for <c>Assert.SkipWhen</c>; null when they must run.</summary>
    public static string? SkipReason => ReasonToSkip(Environment.GetEnvironmentVariable);

    /// <summary>The server in the environment variables.</summary>
    /// <exception cref="InvalidOperationException">They name none, or name it without its keys.</exception>
    public static RgwServer Current => From(Environment.GetEnvironmentVariable);

    internal static string? ReasonToSkip(Func<string, string?> environment) =>
        Value(environment, "S3_TEST_SERVER") is null && Value(environment, "S3_TEST_ENDPOINT") is null
            ? "no real S3 server: set S3_TEST_SERVER=rgw or S3_TEST_ENDPOINT=http://..."
            : null;

    internal static RgwServer From(Func<string, string?> environment)
    {
        var endpoint = Value(environment, "S3_TEST_ENDPOINT")
            ?? throw new InvalidOperationException("S3_TEST_SERVER promises a real S3 server, but S3_TEST_ENDPOINT is not set");
        var own = Value(environment, "S3_TEST_ACCESS_KEY") is not null;
        return new RgwServer(
            new Uri(endpoint),
            Required(environment, own ? "S3_TEST_ACCESS_KEY" : "AWS_ACCESS_KEY_ID"),
            Required(environment, own ? "S3_TEST_SECRET_KEY" : "AWS_SECRET_ACCESS_KEY"),
            Value(environment, "S3_TEST_REGION") ?? Value(environment, "AWS_REGION") ?? "eu-central-1");
    }

    private static string Required(Func<string, string?> environment, string name) =>
        Value(environment, name) ?? throw new InvalidOperationException($"S3_TEST_ENDPOINT is set, but {name} is not");

    private static string? Value(Func<string, string?> environment, string name) =>
        environment(name) is { Length: > 0 } value ? value : null;
}
