using Amazon.Runtime.CredentialManagement;

namespace TazPod.Vault.S3.Credentials;

/// <summary>The key of a profile that is useless without another key, and the key that is missing.</summary>
/// <param name="Present">The key that the profile has; null when the profile holds no credentials at all.</param>
/// <param name="Missing">The missing key or keys.</param>
internal sealed record IncompleteProfile(string? Present, string Missing)
{
    /// <summary>What a profile lacks; null when it is complete.</summary>
    public static IncompleteProfile? Of(string kind, CredentialProfileOptions options) => kind switch
    {
        ProfileKind.Sso when Lacks(options.SsoStartUrl) => new(Lacks(options.SsoSession) ? "sso_ keys" : "sso_session", "sso_start_url"),
        ProfileKind.Sso when Lacks(options.SsoRegion) => new("sso_start_url", "sso_region"),
        ProfileKind.Sso when Lacks(options.SsoAccountId) => new("sso_start_url", "sso_account_id"),
        ProfileKind.Sso when Lacks(options.SsoRoleName) => new("sso_start_url", "sso_role_name"),
        ProfileKind.WebIdentity when Lacks(options.RoleArn) => new("web_identity_token_file", "role_arn"),
        ProfileKind.AssumedRole when Lacks(options.SourceProfile) && Lacks(options.CredentialSource) =>
            new("role_arn", "source_profile or credential_source"),
        ProfileKind.StaticKeys when !Lacks(options.SourceProfile) && Lacks(options.AccessKey) => new("source_profile", "role_arn"),
        ProfileKind.StaticKeys when Lacks(options.AccessKey) && Lacks(options.SecretKey) =>
            new(null, "aws_access_key_id and aws_secret_access_key, role_arn, sso_session, web_identity_token_file or credential_process"),
        ProfileKind.StaticKeys when Lacks(options.SecretKey) => new("aws_access_key_id", "aws_secret_access_key"),
        ProfileKind.StaticKeys when Lacks(options.AccessKey) => new("aws_secret_access_key", "aws_access_key_id"),
        _ => null,
    };

    private static bool Lacks(string? text) => string.IsNullOrWhiteSpace(text);
}
