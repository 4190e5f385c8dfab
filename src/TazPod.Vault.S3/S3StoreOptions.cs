namespace TazPod.Vault.S3;

/// <summary>Which bucket, where, as whom, and how patiently.</summary>
public sealed record S3StoreOptions
{
    /// <summary>The bucket's name.</summary>
    public required string Bucket { get; init; }

    /// <summary>The region requests are signed for and a new bucket is made in.</summary>
    public required string Region { get; init; }

    /// <summary>The address of an S3 server other than AWS; a user name or password in it is ignored. Null, the default, is the one that the
    /// profile names (<c>services</c>, <c>endpoint_url</c>), else AWS itself.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>The address that <c>AWS_ENDPOINT_URL_S3</c> or <c>AWS_ENDPOINT_URL</c> names, where it goes before <see cref="Endpoint"/>; not
    /// counted where the profile says <c>ignore_configured_endpoint_urls</c>. The default is null: none.</summary>
    public Uri? EnvironmentEndpoint { get; init; }

    /// <summary>Whether the bucket's name goes into the path instead of the host name. The default is true with an endpoint, false on AWS.</summary>
    public bool? PathStyle { get; init; }

    /// <summary>The SSO or shared-config profile; null, the default, is none: then no keys are asked of one, and <c>default</c> says the rest
    /// (its endpoint, its CA bundle).</summary>
    public string? Profile { get; init; }

    /// <summary>Whether the profile came from nothing but the YAML file: then static keys in the environment go before it, because a
    /// CI runner has keys and no SSO session. The default is false.</summary>
    public bool ProfileIsFromFile { get; init; }

    /// <summary>Access key id given by a program; goes before everything else, and needs <see cref="SecretAccessKey"/>.</summary>
    public string? AccessKeyId { get; init; }

    /// <summary>Secret access key given by a program.</summary>
    public string? SecretAccessKey { get; init; }

    /// <summary>Session token that belongs to the two keys; null, the default, for long-lived keys.</summary>
    public string? SessionToken { get; init; }

    /// <summary>The unlocked secrets directory, which may hold a key pair; null, the default, looks at none.</summary>
    public string? SecretsDirectory { get; init; }

    /// <summary>The server-side encryption that every write asks for, as a bucket policy may demand it: <c>AES256</c>, <c>aws:kms</c> or
    /// <c>aws:kms:dsse</c>. Null, the default, leaves it to the bucket.</summary>
    public string? Sse { get; init; }

    /// <summary>The id, alias or ARN of the KMS key, with an <see cref="Sse"/> of <c>aws:kms</c> or <c>aws:kms:dsse</c>; null, the default, is
    /// the account's own key for S3.</summary>
    public string? SseKmsKeyId { get; init; }

    /// <summary>How long one attempt to connect may take. The default is 10 seconds.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the store may be silent: without taking another byte of a request, giving an answer, or sending another byte
    /// of one. A slow transfer that keeps moving is never cut. The default is 100 seconds.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>How many times a request is sent again after a failed connection, a 5xx or a throttling answer. The default is 3.</summary>
    /// <remarks>Silence is not retried: after <see cref="RequestTimeout"/> the request has failed.</remarks>
    public int Retries { get; init; } = 3;

    /// <summary>What stands in for a connection; null, the default, connects.</summary>
    internal Func<Stream>? Connection { get; init; }

    /// <summary>All but the credentials.</summary>
    public override string ToString() => $"{Bucket} ({Region})";
}
