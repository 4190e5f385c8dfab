using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using TazPod.Vault.S3.AwsConfig;

namespace TazPod.Vault.S3.Credentials;

/// <summary>STS in a known region. The SDK's own credentials would ask an instance's metadata service for the region, and wait 15 seconds
/// where there is no such service.</summary>
/// <param name="region">The region's name.</param>
/// <param name="aws">The configuration that can change its address and the trusted certificates.</param>
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
            // The configured address is invalid. The exception of the request says so.
            return "STS";
        }
    }

    /// <summary>Creates a client. As in the AWS CLI, <c>AWS_ENDPOINT_URL_STS</c>, <c>AWS_ENDPOINT_URL</c> and the profile change its
    /// address.</summary>
    public AmazonSecurityTokenServiceClient Open(AWSCredentials credentials) =>
        new(credentials, aws.SetUp(new AmazonSecurityTokenServiceConfig(), "sts", region));
}
