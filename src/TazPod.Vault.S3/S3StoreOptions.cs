using TazPod.Vault.S3.Http;

namespace TazPod.Vault.S3;

/// <summary>The bucket, its endpoint, the credentials and the timeouts.</summary>
public sealed record S3StoreOptions
{
    /// <summary>The bucket's name.</summary>
    public required string Bucket { get; init; }

    /// <summary>The region that requests are signed for and in which a new bucket is created.</summary>
    public required string Region { get; init; }

    /// <summary>The address of an S3 server other than AWS; a user name or password in it is ignored. Null, the default, is the endpoint of
    /// the profile (<c>services</c>, <c>endpoint_url</c>), else AWS itself.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>The address from <c>AWS_ENDPOINT_URL_S3</c> or <c>AWS_ENDPOINT_URL</c>, if it takes precedence over <see cref="Endpoint"/>.
    /// It is ignored if the profile sets <c>ignore_configured_endpoint_urls</c>. The default is null: none.</summary>
    public Uri? EnvironmentEndpoint { get; init; }

    /// <summary>Whether the bucket's name is part of the path instead of the host name. The default is true with an endpoint, false on
    /// AWS.</summary>
    public bool? PathStyle { get; init; }

    /// <summary>The SSO or shared-config profile. Null, the default, is none: then no profile provides the keys, and <c>default</c>
    /// provides the other settings (endpoint, CA bundle).</summary>
    public string? Profile { get; init; }

    /// <summary>Whether only the YAML file names the profile. Static keys in the environment then take precedence, because a CI runner has
    /// keys and no SSO session. The default is false.</summary>
    public bool ProfileIsFromFile { get; init; }

    /// <summary>Access key id set by a program; takes precedence over everything else and requires <see cref="SecretAccessKey"/>.</summary>
    public string? AccessKeyId { get; init; }

    /// <summary>Secret access key set by a program.</summary>
    public string? SecretAccessKey { get; init; }

    /// <summary>Session token that belongs to the two keys; null, the default, for long-lived keys.</summary>
    public string? SessionToken { get; init; }

    /// <summary>The unlocked secrets directory, which can hold a key pair; null, the default, for none.</summary>
    public string? SecretsDirectory { get; init; }

    /// <summary>The server-side encryption that every write requests, for bucket policies that require it: <c>AES256</c>, <c>aws:kms</c> or
    /// <c>aws:kms:dsse</c>. Null, the default, leaves it to the bucket.</summary>
    public string? Sse { get; init; }

    /// <summary>The id, alias or ARN of the KMS key when <see cref="Sse"/> is <c>aws:kms</c> or <c>aws:kms:dsse</c>; null, the default, is
    /// the account's own key for S3.</summary>
    public string? SseKmsKeyId { get; init; }

    /// <summary>The timeout of one attempt to connect. The default is 10 seconds.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the store can be silent: without accepting more of a request, sending a response, or sending more of one. A slow
    /// transfer that makes progress is never aborted. The default is 100 seconds.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>How many times a request is sent again after a failed connection, a 5xx or a throttling response. The default is
    /// 3.</summary>
    /// <remarks>Silence is not retried: after <see cref="RequestTimeout"/> the request has failed.</remarks>
    public int Retries { get; init; } = 3;

    /// <summary>Replaces the network connection; null, the default, connects.</summary>
    internal Func<Stream>? Connection { get; init; }

    /// <summary>Who waits for the store.</summary>
    internal WaitingUser User { get; } = new();

    /// <summary>Does not contain the credentials.</summary>
    public override string ToString() => $"{Bucket} ({Region})";
}
