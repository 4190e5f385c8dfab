using Amazon.Runtime.CredentialManagement;
using TazPod.Vault.Errors;

namespace TazPod.Vault.S3.AwsConfig;

/// <summary>A profile: the keys from both files, merged. A key in the credentials file overrides the same key in the config file.</summary>
internal sealed class AwsProfile
{
    private const string KeyId = "aws_access_key_id";
    private const string Secret = "aws_secret_access_key";
    private const string Process = "credential_process";

    // In the order in which the AWS CLI looks them up.
    private static readonly string[] Tokens = ["aws_security_token", "aws_session_token"];
    private readonly Dictionary<string, (string Value, AwsFile File)> values = [];
    private readonly (AwsFile File, IniSection Section)[] sections;

    /// <param name="name">Its name.</param>
    /// <param name="sections">The sections it consists of; later ones take precedence.</param>
    public AwsProfile(string name, params (AwsFile File, IniSection Section)[] sections)
    {
        Name = name;
        this.sections = sections;
        foreach (var (file, section) in sections)
        {
            // Never combine half a pair from one file with half a pair from the other.
            if (section.Values.ContainsKey(KeyId) || section.Values.ContainsKey(Secret))
            {
                foreach (var key in Tokens.Append(KeyId).Append(Secret))
                {
                    values.Remove(key);
                }
            }

            foreach (var (key, value) in section.Values)
            {
                values[key] = (value, file);
            }
        }
    }

    public string Name { get; }

    /// <summary>The sections it consists of.</summary>
    public IEnumerable<IniSection> Sections => sections.Select(each => each.Section);

    /// <summary>The file that contains its keys, else the first file that contains the profile.</summary>
    public AwsFile FileOfKeys => FileOf(KeyId) ?? FileOf(Secret) ?? sections[0].File;

    /// <summary>The file that contains it; the config file when both do.</summary>
    public AwsFile File => sections[0].File;

    /// <summary>A value; null when it is missing or blank.</summary>
    public string? this[string key] => values.TryGetValue(key, out var found) && !string.IsNullOrWhiteSpace(found.Value) ? found.Value : null;

    /// <summary>The file that a value is from; null when no file has it.</summary>
    public AwsFile? FileOf(string key) => this[key] is null ? null : values[key].File;

    /// <summary>The profile as the SDK's options.</summary>
    /// <param name="session">The section that <c>sso_session</c> names; null for none.</param>
    public CredentialProfileOptions Options(IniSection? session = null) => new()
    {
        AccessKey = this[KeyId],
        SecretKey = this[Secret],
        Token = Tokens.Select(key => this[key]).FirstOrDefault(token => token is not null),
        CredentialProcess = FileOf(KeyId) is { IsForKeys: true } ? null : this[Process],
        CredentialSource = this["credential_source"],
        ExternalID = this["external_id"],
        MfaSerial = this["mfa_serial"],
        RoleArn = this["role_arn"],
        RoleSessionName = this["role_session_name"],
        SourceProfile = this["source_profile"],
        WebIdentityTokenFile = this["web_identity_token_file"],
        SsoSession = this["sso_session"],
        SsoAccountId = this["sso_account_id"] ?? Of(session, "sso_account_id"),
        SsoRoleName = this["sso_role_name"] ?? Of(session, "sso_role_name"),
        SsoStartUrl = this["sso_start_url"] ?? Of(session, "sso_start_url"),
        SsoRegion = this["sso_region"] ?? Of(session, "sso_region"),
        SsoRegistrationScopes = Of(session, "sso_registration_scopes") ?? this["sso_registration_scopes"],
    };

    /// <summary>Rejects the profile when one of its lines is faulty: the intent of that line is unknown.</summary>
    /// <exception cref="VaultException"><see cref="VaultErrors.ProfileUnusable"/>.</exception>
    public void RequireSound()
    {
        foreach (var (file, section) in sections)
        {
            AwsConfiguration.RequireSound(file, section, $"profile '{Name}'");
        }
    }

    private static string? Of(IniSection? section, string key) =>
        section is not null && section.Values.TryGetValue(key, out var value) && !string.IsNullOrWhiteSpace(value) ? value : null;
}
