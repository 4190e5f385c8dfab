using Amazon.Runtime;
using Amazon.Runtime.SharedInterfaces;

namespace TazPod.Vault.S3.Credentials;

/// <summary>Keys of a role, obtained with an OIDC token.</summary>
internal sealed class WebIdentityCredentials(string tokenFile, string role, string? sessionName, TokenService sts)
    : AssumeRoleWithWebIdentityCredentials(tokenFile, role, sessionName)
{
    protected override ICoreAmazonSTS CreateClient() => sts.Open(new AnonymousAWSCredentials());
}
