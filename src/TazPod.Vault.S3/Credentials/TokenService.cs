using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using TazPod.Vault.S3.AwsConfig;

namespace TazPod.Vault.S3.Credentials;

/// <summary>STS, in a region that is known. The SDK's own credentials would ask an instance's metadata service for one, and where there
/// is none wait for it for a quarter of a minute.</summary>
/// <param name="region">The region's name.</param>
/// <param name="aws">What may move it, and what is trusted there.</param>
internal sealed class TokenService(string region, AwsSettings aws)
{
    /// <summary>Its name in messages, with its host.</summary>
    public override string ToString()
    {
        try
        {
            using var client = Open(new AnonymousAWSCredentials());
            return $"STS at {new Uri(client.DetermineServiceOperationEndpoint(new AssumeRoleRequest()).URL).Authority}";
        }
        catch (Exception exception) when (exception is AmazonClientException or UriFormatException)
        {
            // An address that is none: what was thrown when it was asked says so.
            return "STS";
        }
    }

    /// <summary>A client; <c>AWS_ENDPOINT_URL_STS</c>, <c>AWS_ENDPOINT_URL</c> and the profile move it, as for the AWS CLI.</summary>
    public AmazonSecurityTokenServiceClient Open(AWSCredentials credentials) =>
        new(credentials, aws.SetUp(new AmazonSecurityTokenServiceConfig(), "sts", region));
}
