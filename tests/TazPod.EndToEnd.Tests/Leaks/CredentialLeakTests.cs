using Microsoft.AspNetCore.Http;
using TazPod.Testing;
using TazPod.Testing.S3.Faults;

namespace TazPod.EndToEnd.Tests.Leaks;

/// <summary>No keys on a machine leak, whatever their source: when they are used, and when they are refused in any way.</summary>
public sealed class CredentialLeakTests : IAsyncLifetime
{
    private const string Keys =
        $"aws_access_key_id = {LeakPlace.AccessKey}\naws_secret_access_key = {LeakPlace.SecretKey}\naws_session_token = {LeakPlace.Token}\n";

    private const string Later = "2100-01-01T00:00:00Z";
    private const string Earlier = "2020-01-01T00:00:00Z";

    private LeakPlace place = null!;
    private HttpDouble portal = null!;
    private int portalStatus = 200;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        place = await LeakPlace.StartAsync();
        portal = await HttpDouble.StartAsync(Answer);
        place.UseStore("s3");
        await place.RunAsync(0, "SetupStorage");
        await place.RunAsync(0, "SaveVault");
        foreach (var name in new[] { "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN" })
            place.Environment.Remove(name);
        place.Environment["AWS_EC2_METADATA_DISABLED"] = "true";
        place.Environment["AWS_ENDPOINT_URL_SSO"] = portal.Url;
        place.Environment["AWS_ENDPOINT_URL_SSO_OIDC"] = portal.Url;
        place.Environment["AWS_PROFILE"] = "work";
    }

    [Fact]
    public async Task Of_a_profile()
    {
        place.Write("../home/.aws/credentials", $"[work]\n{Keys}");
        await UsedAndRefusedAsync();

        foreach (var broken in new[]
        {
            $"[work]\naws_access_key_id = {LeakPlace.AccessKey}\n",
            $"[work]\naws_secret_access_key = {LeakPlace.SecretKey}\n",
            $"[work]\n{Keys}{LeakPlace.SecretKey}\n",
            $"[work\n{Keys}",
            $"{Keys}[work]\n{LeakPlace.Token}\n",
            $"[work]\n{Keys.Replace("\n", "\u0001\n", StringComparison.Ordinal)}",
            $"[work]\nrole_arn = arn:aws:iam::1:role/r\nsource_profile = none\n{Keys}",
        })
        {
            place.Write("../home/.aws/credentials", broken);
            await place.RunAsync(4, "PushVault");
        }
    }

    [Fact]
    public async Task Of_a_credential_process()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "runs a shell");
        Process($$"""echo '{{ProcessKeys(Later)}}'""");
        await UsedAndRefusedAsync();

        foreach (var broken in new[]
        {
            $"echo '{ProcessKeys(Earlier)}'",
            $"echo '{ProcessKeys(Later)[..^9]}'",
            $"echo '{LeakPlace.SecretKey}'; echo '{LeakPlace.Token}' >&2; exit 3",
            $"echo '{ProcessKeys(Later)}'; echo '{LeakPlace.Token}' >&2; exit 1",
        })
        {
            Process(broken);
            await place.RunAsync(4, "PushVault");
        }
    }

    [Fact]
    public async Task Of_an_SSO_session()
    {
        place.Write(
            "../home/.aws/config",
            "[profile work]\nsso_session = corp\nsso_account_id = 1\nsso_role_name = r\n"
            + "[sso-session corp]\nsso_start_url = https://corp.example/start\nsso_region = eu-central-1\n");
        Session(Later);
        await UsedAndRefusedAsync();
        await place.RunAsync(0, "VaultDoctor");

        Session(Earlier);
        await place.RunAsync(0, "PushVault");
        Assert.Contains("canaryRenewedRefreshToken", SessionFile(), StringComparison.Ordinal);

        foreach (var status in new[] { 401, 403, 500 })
        {
            portalStatus = status;
            Session(Later);
            await place.RunAsync(4, "PushVault");
            Session(Earlier);
            await place.RunAsync(4, "PushVault");
        }

        portalStatus = 200;
        place.Write(SessionPath, SessionFile()[..^20]);
        await place.RunAsync(4, "PushVault");
        await place.RunAsync(4, "Login", "--profile=work", "--timeout=1");
    }

    [Fact]
    public async Task Of_keys_kept_inside_the_vault()
    {
        place.Environment.Remove("AWS_PROFILE");
        place.Write("secrets/aws_access_key_id", LeakPlace.KeptAccessKey);
        place.Write("secrets/aws_secret_access_key", $"'{LeakPlace.KeptSecretKey}'\n");
        await UsedAndRefusedAsync();
        await place.RunAsync(0, "SaveVault");
        await place.RunAsync(0, "PushVault");
        await place.RunAsync(0, "DiffVault");
        await place.RunAsync(0, "UnlockVault");

        place.Write("secrets/aws_secret_access_key", $"{LeakPlace.KeptSecretKey}\u0001{LeakPlace.KeptSecretKey}");
        await place.RunAsync(4, "PushVault");
        place.Write("secrets/aws_secret_access_key", "");
        await place.RunAsync(4, "PushVault");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await portal.DisposeAsync();
        await place.DisposeAsync();
    }

    private const string SessionPath = "../home/.aws/sso/cache/ee0bfd2552fbd840c02cc48b6e823320543c450f.json";

    private static string ProcessKeys(string expiration) =>
        $$"""{"Version":1,"AccessKeyId":"{{LeakPlace.AccessKey}}","SecretAccessKey":"{{LeakPlace.SecretKey}}","SessionToken":"{{LeakPlace.Token}}","Expiration":"{{expiration}}"}""";

    private async Task UsedAndRefusedAsync()
    {
        await place.RunAsync(0, "PushVault");
        await place.RunAsync(0, "VaultStatus");
        place.Endpoint.Faults.On(_ => true, Fault.Status(403, "SignatureDoesNotMatch"));
        await place.RunAsync(4, "PullVault");
        place.Endpoint.Faults.Clear();
        place.Endpoint.Faults.On(_ => true, Fault.Status(500, "InternalError"));
        await place.RunAsync(7, "PullVault");
        place.Endpoint.Faults.Clear();
    }

    private void Process(string script)
    {
        place.Write("../home/.aws/keys.sh", script);
        place.Write("../home/.aws/config", $"[profile work]\ncredential_process = /bin/sh {place.Path("../home/.aws/keys.sh")}\n");
    }

    private string SessionFile() => File.ReadAllText(place.Path(SessionPath));

    private void Session(string expiresAt) => place.Write(
        SessionPath,
        $$"""{"startUrl":"https://corp.example/start","region":"eu-central-1","accessToken":"{{LeakPlace.SsoToken}}","expiresAt":"{{expiresAt}}","clientId":"c","clientSecret":"{{LeakPlace.SsoClientSecret}}","registrationExpiresAt":"{{Later}}","refreshToken":"{{LeakPlace.SsoRefreshToken}}"}""");

    private (int Status, string Body) Answer(HttpRequest request, string body) => (request.Path.Value, portalStatus) switch
    {
        ("/federation/credentials", 200) => (200,
            $$$"""{"roleCredentials":{"accessKeyId":"{{{LeakPlace.AccessKey}}}","secretAccessKey":"{{{LeakPlace.SecretKey}}}","sessionToken":"{{{LeakPlace.Token}}}","expiration":{{{DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeMilliseconds()}}}}}"""),
        ("/token", 200) => (200,
            $$"""{"accessToken":"{{LeakPlace.RenewedToken}}","expiresIn":3600,"refreshToken":"{{LeakPlace.RenewedRefreshToken}}","tokenType":"Bearer"}"""),
        ("/client/register", 200) => (400, """{"error":"invalid_request","error_description":"no"}"""),
        (_, 200) => (404, """{"message":"nothing is here"}"""),
        _ => (portalStatus, """{"error":"invalid_grant","error_description":"no","message":"no"}"""),
    };
}
