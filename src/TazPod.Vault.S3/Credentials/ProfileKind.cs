using Amazon.Runtime.CredentialManagement;

namespace TazPod.Vault.S3.Credentials;

/// <summary>How a profile gets its keys, in the words of messages.</summary>
internal static class ProfileKind
{
    public const string Sso = "SSO";
    public const string Process = "credential process";
    public const string WebIdentity = "web identity";
    public const string AssumedRole = "assumed role";
    public const string StaticKeys = "static keys";

    /// <summary>The kind of a profile, even of an incomplete one.</summary>
    /// <remarks>If several kinds apply, the first in the order of the AWS CLI.</remarks>
    public static string Of(CredentialProfileOptions options) => options switch
    {
        { WebIdentityTokenFile.Length: > 0 } => WebIdentity,
        { RoleArn.Length: > 0 } => AssumedRole,
        { SsoAccountId.Length: > 0 } or { SsoRoleName.Length: > 0 } => Sso,
        { CredentialProcess.Length: > 0 } => Process,
        { AccessKey.Length: > 0 } or { SecretKey.Length: > 0 } => StaticKeys,
        { SsoStartUrl.Length: > 0 } or { SsoSession.Length: > 0 } or { SsoRegion.Length: > 0 } => Sso,
        _ => StaticKeys,
    };
}
