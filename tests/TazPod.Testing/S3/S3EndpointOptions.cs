using System.Security.Cryptography.X509Certificates;

namespace TazPod.Testing.S3;

/// <summary>The options of an <see cref="S3Endpoint"/>.</summary>
public sealed record S3EndpointOptions
{
    /// <summary>The behaviour to simulate; the default is <see cref="S3Quirks.Aws"/>.</summary>
    public S3Quirks Quirks { get; init; } = S3Quirks.Aws;

    /// <summary>The server's clock, for Date, Last-Modified and the skew check; the default is the system's.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The region of the endpoint and all its buckets; the default is eu-central-1.</summary>
    public string Region { get; init; } = "eu-central-1";

    /// <summary>The known keys, at least one; the default is only <see cref="S3Credential.Default"/>.</summary>
    public IReadOnlyList<S3Credential> Credentials { get; init; } = [S3Credential.Default];

    /// <summary>The certificate for https; the default is none, which means http.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Buckets that exist from the start; the default is none.</summary>
    public IReadOnlyList<string> Buckets { get; init; } = [];
}
