using Amazon.Runtime;
using Amazon.S3;

// Asks a store once for an object, and says by the exit code that it is there: BareHead ENDPOINT REGION BUCKET KEY
var config = new AmazonS3Config
{
    ServiceURL = args[0],
    AuthenticationRegion = args[1],
    ForcePathStyle = true,
    ConnectTimeout = TimeSpan.FromSeconds(10),
    Timeout = TimeSpan.FromSeconds(100),
    RetryMode = RequestRetryMode.Standard,
    MaxErrorRetry = 3,
};
using var s3 = new AmazonS3Client(new EnvironmentVariablesAWSCredentials(), config);
await s3.GetObjectMetadataAsync(args[2], args[3]);
