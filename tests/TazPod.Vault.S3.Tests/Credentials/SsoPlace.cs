using System.Text.Json;
using System.Text.Json.Nodes;
using TazPod.Testing;
using TazPod.Vault.S3.Credentials;
using TazPod.Vault.S3.Credentials.Sso;

namespace TazPod.Vault.S3.Tests.Credentials;

/// <summary>A home with an SSO profile, and the two services behind it in this process.</summary>
internal sealed class SsoPlace : IAsyncDisposable
{
    public const string Section = "[profile work]\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = Vault\n"
        + "[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = eu-central-1\nsso_registration_scopes = sso:account:access\n";

    public const string Legacy = "[profile work]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = eu-central-1\n"
        + "sso_account_id = 123456789012\nsso_role_name = Vault\n";

    private readonly TemporaryDirectory home = new("home");
    private readonly HttpDouble portal;

    private SsoPlace(HttpDouble portal)
    {
        this.portal = portal;
        Environment = new() { ["HOME"] = home.Path, ["AWS_ENDPOINT_URL_SSO"] = portal.Url, ["AWS_ENDPOINT_URL_SSO_OIDC"] = portal.Url };
    }

    public Dictionary<string, string> Environment { get; }

    /// <summary>The requested paths, without queries.</summary>
    public IEnumerable<string> Asked => portal.Requests.Select(request => request.Line.Split(' ')[1].Split('?')[0]);

    public ProfileCredentials Profiles => new(Environment.GetValueOrDefault);

    public string CacheFile => Profiles.Cache.FileOf(Profiles.SessionOf("work"));

    public static async Task<SsoPlace> StartAsync(
        string config = Section, Func<string, string, (int Status, string Body)?>? answer = null)
    {
        var place = new SsoPlace(await HttpDouble.StartAsync((request, body) =>
            answer?.Invoke(request.Path.Value!, body) ?? Answer(request.Path.Value!, request.Headers["x-amz-sso_bearer_token"].ToString())));
        Directory.CreateDirectory(place.home.Combine(".aws"));
        await File.WriteAllTextAsync(place.home.Combine(".aws", "config"), config);
        return place;
    }

    public Task<ResolvedCredentials> ResolveAsync() => new CredentialResolver(
        new S3StoreOptions { Bucket = "b", Region = "eu-central-1", Profile = "work" }, Environment.GetValueOrDefault).ResolveAsync(CancellationToken.None);

    /// <summary>Puts a session into the cache in the format of the AWS CLI.</summary>
    public void Cache(TimeSpan endsIn, bool canRefresh = false)
    {
        var token = new JsonObject
        {
            ["startUrl"] = "https://corp.awsapps.com/start",
            ["region"] = "eu-central-1",
            ["accessToken"] = "TOKEN-OLD",
            ["expiresAt"] = SsoToken.Format(DateTimeOffset.UtcNow + endsIn),
        };
        if (canRefresh)
        {
            token["clientId"] = "client";
            token["clientSecret"] = "CLIENT-SECRET";
            token["registrationExpiresAt"] = SsoToken.Format(DateTimeOffset.UtcNow.AddDays(30));
            token["refreshToken"] = "REFRESH-OLD";
        }

        Directory.CreateDirectory(Path.GetDirectoryName(CacheFile)!);
        File.WriteAllText(CacheFile, token.ToJsonString());
    }

    public JsonObject Cached() => JsonSerializer.Deserialize<JsonObject>(File.ReadAllText(CacheFile))!;

    public async ValueTask DisposeAsync()
    {
        await portal.DisposeAsync();
        home.Dispose();
    }

    public static (int Status, string Body) Refuse(string code, int status = 400) =>
        (status, $$"""{"error":"{{code}}","error_description":"no","__type":"{{code}}","message":"no"}""");

    private static (int Status, string Body) Answer(string path, string bearer) => path switch
    {
        "/client/register" => (200, $$"""{"clientId":"client","clientSecret":"CLIENT-SECRET","clientIdIssuedAt":1,"clientSecretExpiresAt":{{DateTimeOffset.UtcNow.AddDays(90).ToUnixTimeSeconds()}}}"""),
        "/device_authorization" => (200, """{"deviceCode":"DEVICE-CODE","userCode":"ABCD-EFGH","verificationUri":"https://device.example/","verificationUriComplete":"https://device.example/?user_code=ABCD-EFGH","expiresIn":600,"interval":1}"""),
        "/token" => (200, """{"accessToken":"TOKEN-NEW","tokenType":"Bearer","expiresIn":28800,"refreshToken":"REFRESH-NEW"}"""),
        "/federation/credentials" when bearer is "TOKEN-OLD" or "TOKEN-NEW" => (200, $$$"""{"roleCredentials":{"accessKeyId":"KEY-{{{bearer}}}","secretAccessKey":"SECRET","sessionToken":"SESSION","expiration":{{{DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeMilliseconds()}}}}}"""),
        _ => Refuse("UnauthorizedException", 401),
    };
}
