using System.Security.Cryptography.X509Certificates;

namespace TazPod.Testing.S3;

/// <summary>What an <see cref="S3Endpoint"/> is started with.</summary>
public sealed record S3EndpointOptions
{
    /// <summary>Whose behaviour is played; the default is <see cref="S3Quirks.Aws"/>.</summary>
    public S3Quirks Quirks { get; init; } = S3Quirks.Aws;

    /// <summary>The server's clock: Date, Last-Modified and the check for skew; the default is the system's.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The region of the endpoint and all its buckets; the default is eu-central-1.</summary>
    public string Region { get; init; } = "eu-central-1";

    /// <summary>The keys that are known, at least one; the default is <see cref="S3Credential.Default"/> alone.</summary>
    public IReadOnlyList<S3Credential> Credentials { get; init; } = [S3Credential.Default];

    /// <summary>The certificate to serve https with; the default is none, which is http.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Buckets that exist from the start; the default is none.</summary>
    public IReadOnlyList<string> Buckets { get; init; } = [];
}
