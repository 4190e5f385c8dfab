using TazPod.EndToEnd.Tests.Support;
using TazPod.Testing;
using TazPod.Testing.S3;
using TazPod.Testing.S3.Faults;

namespace TazPod.EndToEnd.Tests.Credentials;

/// <summary>Keys of every kind that expire during a push and cannot be renewed.</summary>
public sealed class RenewalTests : IAsyncLifetime
{
    private const string Bucket = "vaults";

    private readonly Place place = new();
    private HttpDouble services = null!;
    private S3Endpoint store = null!;
    private bool isEnded;

    /// <summary>A kind, the code, and the two parts of the line: what happened, and what to do.</summary>
    public static TheoryData<string, string, string, string> Kinds => new()
    {
        { "role", "TAZPOD5005", "profile 'work' (assumed role) gave no credentials: the keys of source_profile 'base' have expired", "Renew the keys" },
        { "web", "TAZPOD5002", "has expired", "write a new token" },
        { "web profile", "TAZPOD5005", "has expired", "web_identity_token_file" },
        { "container", "TAZPOD5002", "the container's role gave no credentials", "AWS_CONTAINER_CREDENTIALS_FULL_URI" },
        { "role of container", "TAZPOD5005", "takes its keys from the container (credential_source), which gave none", "use other credentials" },
        { "SSO", "TAZPOD5005", "the SSO session of profile 'work' was ended by the portal", "ogin --profile=work" },
        { "role of SSO", "TAZPOD5005", "the SSO session of profile 'login' was ended by the portal", "ogin --profile=login" },
        { "process", "TAZPOD5005", "the credential_process of profile 'work' failed with exit code 3", "by hand" },
        { "role of process", "TAZPOD5005", "the credential_process of profile 'base' failed with exit code 3", "by hand" },
    };

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        services = await HttpDouble.StartAsync((request, body) => KeyServices.AnswerBriefly(request, body, isEnded));
        store = await S3Endpoint.StartAsync(new S3EndpointOptions { Credentials = [KeyServices.Granted], Buckets = [Bucket] });
        await place.DoAsync("SaveVault", "--secrets=secrets");
        place.Environment["TAZPOD_STORAGE"] = "s3";
        place.Environment["TAZPOD_BUCKET"] = Bucket;
        place.Environment["AWS_ENDPOINT_URL_S3"] = $"{store.Url}";
        place.Environment["AWS_EC2_METADATA_DISABLED"] = "true";
        foreach (var service in new[] { "STS", "SSO", "SSO_OIDC" })
            place.Environment[$"AWS_ENDPOINT_URL_{service}"] = services.Url;
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_push_whose_keys_expire_names_their_source_and_can_be_run_again(string kind, string code, string what, string next)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() && kind.EndsWith("process", StringComparison.Ordinal), "the process of this test is a shell script");
        Give(kind);
        store.Faults.On(IsFirst, Fault.Status(500, "InternalError"));
        var before = place.Snapshot();

        var result = await place.PushByAsync(NativeTool.OrBuild);

        Assert.NotEmpty(store.Requests);
        Assert.DoesNotContain("PutObject", store.Operations);
        Assert.StartsWith($"Error: {code}: ", result.ErrorLine, StringComparison.Ordinal);
        Assert.Contains(what, result.ErrorLine, StringComparison.Ordinal);
        Assert.Contains(next, result.ErrorLine, StringComparison.Ordinal);
        Assert.Equal(4, result.ExitCode);
        foreach (var secret in new[] { KeyServices.Granted.SecretKey, KeyServices.Granted.SessionToken!, KeyServices.WebToken, "SSO-TOKEN" })
            Assert.DoesNotContain(secret, result.All, StringComparison.Ordinal);

        isEnded = false;
        store.Faults.Clear();
        File.Delete(place.Path("home/ended"));
        Assert.Equal(before, place.Snapshot());
        await place.DoAsync("PushVault");
        await place.DoAsync("VerifyVault");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        await services.DisposeAsync();
        place.Dispose();
    }

    // Not a fault, only a marker: the first request used valid keys, and from now on no source gives new ones.
    private bool IsFirst(S3Request request)
    {
        isEnded = true;
        place.Write("home/ended", "");
        return false;
    }

    private void Give(string kind)
    {
        const string Sso = "sso_session = corp\nsso_account_id = 1\nsso_role_name = r\n"
            + "[sso-session corp]\nsso_start_url = https://corp.example/start\nsso_region = eu-central-1\n";
        const string RoleOf = $"role_arn = {KeyServices.Role}\n";
        var process = $"credential_process = /bin/sh {place.Path("home/keys.sh")}\n";
        place.Write("home/oidc", KeyServices.WebToken);
        place.Write("home/.aws/sso/cache/ee0bfd2552fbd840c02cc48b6e823320543c450f.json",
            """{"startUrl":"https://corp.example/start","region":"eu-central-1","accessToken":"SSO-TOKEN","expiresAt":"2100-01-01T00:00:00Z"}""");
        place.Write("home/keys.sh", $"test ! -e {place.Path("home/ended")} || exit 3\necho '{KeyServices.BriefKeys(kind == "process")}'\n");
        if (kind.EndsWith("container", StringComparison.Ordinal))
        {
            place.Environment["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = $"{services.Url}/container";
            place.Environment["AWS_CONTAINER_AUTHORIZATION_TOKEN"] = KeyServices.ContainerToken;
        }

        if (kind == "web")
        {
            place.Environment["AWS_WEB_IDENTITY_TOKEN_FILE"] = place.Path("home/oidc");
            place.Environment["AWS_ROLE_ARN"] = KeyServices.Role;
        }

        var profile = kind switch
        {
            "role" => $"{RoleOf}source_profile = base\n[profile base]\n{KeyServices.SourceKeys}",
            "web profile" => $"{RoleOf}web_identity_token_file = {place.Path("home/oidc")}\n",
            "role of container" => $"{RoleOf}credential_source = EcsContainer\n",
            "SSO" => Sso,
            "role of SSO" => $"{RoleOf}source_profile = login\n[profile login]\n{Sso}",
            "process" => process,
            "role of process" => $"{RoleOf}source_profile = base\n[profile base]\n{process}",
            _ => null,
        };
        if (profile is null)
            return;
        place.Environment["AWS_PROFILE"] = "work";
        place.Write("home/.aws/config", $"[profile work]\n{profile}");
    }
}
