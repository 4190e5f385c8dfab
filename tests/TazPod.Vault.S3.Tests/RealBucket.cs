using Amazon.S3;
using TazPod.Testing.S3;

namespace TazPod.Vault.S3.Tests;

/// <summary>A separate bucket on the real server.</summary>
internal sealed class RealBucket
{
    private readonly RgwServer server = RgwServer.Current;

    public RealBucket() => Options = new S3StoreOptions
    {
        Bucket = $"tazpod-s3-tests-{Guid.NewGuid():N}",
        Region = server.Region,
        Endpoint = server.Endpoint,
        AccessKeyId = server.AccessKey,
        SecretAccessKey = server.SecretKey,
        Retries = 0,
    };

    public S3StoreOptions Options { get; }

    /// <summary>Removes the bucket, which must be empty.</summary>
    public async ValueTask RemoveAsync()
    {
        using var s3 = new AmazonS3Client(
            server.AccessKey, server.SecretKey, new AmazonS3Config { ServiceURL = server.Endpoint.AbsoluteUri, ForcePathStyle = true });
        await s3.DeleteBucketAsync(Options.Bucket);
    }
}
