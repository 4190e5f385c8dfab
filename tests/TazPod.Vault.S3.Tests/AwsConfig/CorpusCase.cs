using System.Text.Json;
using TazPod.Vault.S3.AwsConfig;
using TazPod.Vault.S3.Credentials;
using TazPod.Vault.Settings;

namespace TazPod.Vault.S3.Tests.AwsConfig;

/// <summary>A directory of the corpus: <c>config</c>, <c>credentials</c>, and <c>case.json</c> with the profile and variables, botocore's
/// result, and our result if botocore rejects a file that contains a sound profile.</summary>
internal sealed class CorpusCase
{
    private readonly JsonElement json;

    private CorpusCase(string name)
    {
        Directory = Path.Combine(Root, name);
        json = JsonDocument.Parse(File.ReadAllText(Path.Combine(Directory, "case.json"))).RootElement;
        Botocore = Values(json.GetProperty("botocore"));
        Ours = json.TryGetProperty("ours", out var ours) ? Values(ours) : Botocore;
    }

    public static string Root { get; } = Path.Combine(AppContext.BaseDirectory, "AwsConfig", "Corpus");

    public static IEnumerable<string> Names => System.IO.Directory.EnumerateDirectories(Root).Select(each => Path.GetFileName(each)).Order(StringComparer.Ordinal);

    public string Directory { get; }

    public string? Profile => json.TryGetProperty("profile", out var profile)
        ? profile.GetString()
        : SettingCatalog.All.Single(setting => setting.Name == "profile").Environment.Select(Environment).FirstOrDefault(name => name is not null);

    public IReadOnlyDictionary<string, string> Botocore { get; }

    public IReadOnlyDictionary<string, string> Ours { get; }

    public static CorpusCase Of(string name) => new(name);

    public string? Environment(string name) => name switch
    {
        "HOME" => Directory,
        _ when json.TryGetProperty("environment", out var variables) && variables.TryGetProperty(name, out var value) =>
            value.GetString()!.Replace("{case}", Directory, StringComparison.Ordinal),
        "AWS_CONFIG_FILE" => "~/config",
        "AWS_SHARED_CREDENTIALS_FILE" => "~/credentials",
        _ => null,
    };

    /// <summary>The result of our reader, in the terms of the corpus.</summary>
    public IReadOnlyDictionary<string, string?> Read()
    {
        var aws = new AwsSettings(Environment, Profile);
        var name = Profile ?? "default";
        var values = new Dictionary<string, string?>
        {
            ["ca_bundle"] = aws.Facts.Where(fact => fact.Key == "CA bundle").Select(fact => fact.Value[..fact.Value.IndexOf(" (from", StringComparison.Ordinal)]).FirstOrDefault(),
            ["endpoint of s3"] = aws.EndpointOf("s3")?.Address,
            ["endpoint of sts"] = aws.EndpointOf("sts")?.Address,
        };
        if (aws.Files.Find(name) is not { } profile)
        {
            return Profile is null ? values : new Dictionary<string, string?> { ["error"] = "ProfileNotFound" };
        }

        var options = new ProfileCredentials(Environment, aws: aws).OptionsOf(profile);
        var kind = ProfileKind.Of(options);
        values["region"] = profile["region"];
        values["role_arn"] = options.RoleArn;
        values["source_profile"] = options.SourceProfile;
        values["credential_source"] = options.CredentialSource;
        values["external_id"] = options.ExternalID;
        values["mfa_serial"] = options.MfaSerial;
        values["role_session_name"] = options.RoleSessionName;
        values["web_identity_token_file"] = options.WebIdentityTokenFile;
        values["credential_process"] = profile["credential_process"];
        values["sso_session"] = options.SsoSession;
        values["sso_account_id"] = options.SsoAccountId;
        values["sso_role_name"] = options.SsoRoleName;
        values["sso_start_url"] = options.SsoStartUrl;
        values["sso_region"] = options.SsoRegion;
        values["sso_registration_scopes"] = options.SsoRegistrationScopes;
        if (IncompleteProfile.Of(kind, options) is { } half)
        {
            return half.Present is null ? values : new Dictionary<string, string?> { ["error"] = "profile" };
        }

        values["kind"] = kind switch
        {
            ProfileKind.Sso => "sso",
            ProfileKind.Process => "custom-process",
            ProfileKind.WebIdentity => "assume-role-with-web-identity",
            ProfileKind.AssumedRole => "assume-role",
            _ => profile.FileOfKeys.IsForKeys ? "shared-credentials-file" : "config-file",
        };
        if (kind == ProfileKind.StaticKeys)
        {
            (values["key"], values["secret"], values["token"]) = (options.AccessKey, options.SecretKey, options.Token);
        }

        return values;
    }

    private static Dictionary<string, string> Values(JsonElement element) =>
        element.EnumerateObject().ToDictionary(each => each.Name, each => each.Value.ToString());
}
