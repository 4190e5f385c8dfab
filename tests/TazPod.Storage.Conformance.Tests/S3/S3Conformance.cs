using Amazon.S3;
using TazPod.Testing;
using TazPod.Vault.S3;
using TazPod.Vault.Storage;

namespace TazPod.Storage.Conformance.Tests.S3;

/// <summary>The contract over the S3 protocol; a subclass provides the server.</summary>
public abstract class S3Conformance : StoreConformance
{
    /// <summary>The options for the server; the bucket is filled in.</summary>
    private protected abstract S3StoreOptions Server { get; }

    protected override IObjectStore Open(string bucket) => S3Client.Create(Server with { Bucket = bucket }, NoEnvironment.Find);

    protected override async Task RemoveBucketAsync(string bucket)
    {
        using var s3 = new AmazonS3Client(
            Server.AccessKeyId,
            Server.SecretAccessKey,
            new AmazonS3Config { ServiceURL = Server.Endpoint!.AbsoluteUri, AuthenticationRegion = Server.Region, ForcePathStyle = true });
        await s3.DeleteBucketAsync(bucket);
    }
}
