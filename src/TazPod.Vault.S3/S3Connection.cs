using Amazon.Runtime;
using Amazon.S3;
using TazPod.Vault.S3.AwsConfig;
using TazPod.Vault.S3.Credentials;
using TazPod.Vault.S3.Http;

namespace TazPod.Vault.S3;

/// <summary>The SDK's client, created at the first request: verbs that only work locally never touch AWS or its credentials.</summary>
internal sealed class S3Connection(
    S3StoreOptions options, Uri? endpoint, AwsSettings aws, CredentialResolver resolver, TimeProvider clock) : IDisposable
{
    private static readonly string[] AmazonDomains = [".amazonaws.com", ".amazonaws.com.cn", ".api.aws"];

    // The SDK's default of 8 KiB means six thousand system calls for a vault of 44 MiB.
    private const int UploadBlock = 128 * 1024;
    private readonly SemaphoreSlim gate = new(1, 1);
    private SharedHttpClientFactory? http;
    private AmazonS3Client? client;
    private DiagnosedCredentials? credentials;

    /// <summary>The credentials in use, in words; null before the first request.</summary>
    public string? Credentials { get; private set; }

    /// <summary>Why each source of credentials before the one in use was skipped.</summary>
    public IReadOnlyList<string> PassedOver => resolver.PassedOver;

    /// <summary>Whether this is AWS itself, judging by the address.</summary>
    public bool IsAws { get; } = endpoint is null || IsAmazon(endpoint.Host);

    /// <summary>How to get new credentials when the store says that these have expired; null before the first request.</summary>
    public string? Renewal { get; private set; }

    /// <summary>Values that must not appear in any output.</summary>
    public IEnumerable<string> Secrets => (credentials?.Seen ?? []).SelectMany(keys => new[] { keys.SecretKey, keys.Token }).OfType<string>();

    /// <summary>The client; resolves the credentials the first time, and again after a failure.</summary>
    public async ValueTask<AmazonS3Client> OpenAsync(CancellationToken cancellationToken)
    {
        if (client is not null)
        {
            return client;
        }

        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (client is null)
            {
                var resolved = await resolver.ResolveAsync(cancellationToken).ConfigureAwait(false);
                credentials?.Dispose();
                credentials = new DiagnosedCredentials(resolved);
                await credentials.GetCredentialsAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
                (Credentials, Renewal) = (resolved.Description, resolved.Renewal);
                http = new SharedHttpClientFactory(options, IsEncrypted ? aws.Trust : null, clock);
                client = new AmazonS3Client(credentials, Configuration(http));
            }

            return client;
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose()
    {
        client?.Dispose();
        credentials?.Dispose();
        http?.Dispose();
        gate.Dispose();
    }

    private bool IsEncrypted => endpoint is null || endpoint.Scheme == Uri.UriSchemeHttps;

    private static bool IsAmazon(string host) =>
        AmazonDomains.Any(domain => host.EndsWith(domain, StringComparison.OrdinalIgnoreCase));

    private AmazonS3Config Configuration(SharedHttpClientFactory http)
    {
        var config = new AmazonS3Config
        {
            HttpClientFactory = http,
            RetryMode = RequestRetryMode.Standard,
            MaxErrorRetry = options.Retries,
            BufferSize = UploadBlock,
            ForcePathStyle = options.PathStyle ?? endpoint is not null,

            // The SDK's defaults. If they are not set here, the SDK looks for each in AWS's files, and fails if it cannot read them.
            USEast1RegionalEndpointValue = S3UsEast1RegionalEndpointValue.Regional,
            UseArnRegion = false,
            DisableMultiregionAccessPoints = false,
            DisableS3ExpressSessionAuth = false,
        };
        aws.Direct(config, endpoint?.AbsoluteUri, options.Region);
        if (!IsAws)
        {
            // Servers that do not support the SDK's trailing checksums reject them (Ceph) or store their framing (s3rver).
            config.RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED;
            config.ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED;
        }

        return config;
    }
}
