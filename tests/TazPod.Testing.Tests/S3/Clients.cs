using Amazon.Runtime;
using Amazon.S3;
using TazPod.Testing.S3;

namespace TazPod.Testing.Tests.S3;

/// <summary>Genuine SDK clients.</summary>
internal static class Clients
{
    public static AmazonS3Client For(S3Endpoint s3, Action<AmazonS3Config>? configure = null, AWSCredentials? credentials = null) =>
        For(s3.Url, s3.Region, credentials ?? new BasicAWSCredentials(s3.AccessKey, s3.SecretKey), configure);

    public static AmazonS3Client For(RgwServer server) => For(
        server.Endpoint,
        server.Region,
        new BasicAWSCredentials(server.AccessKey, server.SecretKey),
        static c => c.RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED);

    private static AmazonS3Client For(Uri url, string region, AWSCredentials credentials, Action<AmazonS3Config>? configure)
    {
        var config = new AmazonS3Config
        {
            ServiceURL = url.ToString(),
            ForcePathStyle = true,
            AuthenticationRegion = region,
            MaxErrorRetry = 0,
            Timeout = TimeSpan.FromSeconds(30),
        };
        configure?.Invoke(config);
        return new AmazonS3Client(credentials, config);
    }
}
