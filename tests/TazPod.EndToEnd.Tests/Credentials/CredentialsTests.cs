using System.Globalization;
using System.Net;
using System.Net.Sockets;
using TazPod.EndToEnd.Tests.Support;
using TazPod.Testing;
using TazPod.Testing.Processes;
using TazPod.Testing.S3;

namespace TazPod.EndToEnd.Tests.Credentials;

/// <summary>A push with every kind of credentials that a pipeline can have, and the errors when they give no keys.</summary>
public sealed class CredentialsTests : IAsyncLifetime
{
    private const string Bucket = "vaults";

    private const string Sso = $"sso_session = corp\nsso_account_id = 1\nsso_role_name = {KeyServices.SsoRole}\n"
        + "[sso-session corp]\nsso_start_url = https://corp.example/start\nsso_region = eu-central-1\n";

    private readonly Place place = new();
    private readonly TcpListener silent = new(IPAddress.Loopback, 0);
    private HttpDouble services = null!;
    private S3Endpoint store = null!;

    // The kinds, by the name for Give, and the source of the keys as shown at verbose.
    private static readonly (string Kind, string Origin)[] Sources =
    [
        ("role", "profile work (assumed role) from ~/.aws/config"),
        ("role of SSO", "profile work (assumed role) from ~/.aws/config"),
        ("SSO", "profile work (SSO) from ~/.aws/config"),
        ("SSO that is renewed", "profile work (SSO) from ~/.aws/config"),
        ("role of environment", "profile work (assumed role) from ~/.aws/config"),
        ("role of itself", "profile work (assumed role) from ~/.aws/config"),
        ("web", $"for role {KeyServices.Role}"),
        ("web profile", "profile work (web identity) from ~/.aws/config"),
        ("container", "the container's role"),
        ("container token file", "the container's role"),
        ("instance", "the instance's role"),
        ("process", "profile work (credential process) from ~/.aws/config"),
        ("process that leaves another", "profile work (credential process) from ~/.aws/config"),
    ];

    /// <summary>A door, a kind, and the source of its keys.</summary>
    public static TheoryData<Door, string, string> Kinds =>
        [.. Enum.GetValues<Door>().SelectMany(door => Sources.Select(source => (door, source.Kind, source.Origin)))];

    /// <summary>A kind, the fault, the code, and the two parts of the line: what happened, and what to do.</summary>
    public static TheoryData<string, string, string, string, string> Failures => new()
    {
        { "role", "wrong role", "TAZPOD5005", "profile 'work' (assumed role) gave no credentials: STS refuses the role", "trust policy" },
        { "role", "wrong source keys", "TAZPOD5005", "STS does not accept the keys of source_profile 'base'", "Check the keys of source_profile 'base'" },
        { "role", "ends during the run", "TAZPOD5005", "profile 'work' (assumed role) gave no credentials: the keys of source_profile 'base' have expired", "Renew the keys" },
        { "role", "proxy", "TAZPOD5005", "gave no keys: the answer was 403 Forbidden without a reason", "network" },
        { "role", "gateway", "TAZPOD5005", "gave no keys: the answer was 502 BadGateway without a reason", "network" },
        { "role of container", "not there", "TAZPOD5005", "takes its keys from the container (credential_source), which gave none", "use other credentials" },
        { "role of instance", "not there", "TAZPOD5005", "takes its keys from the instance (credential_source), which gave none", "use other credentials" },
        { "role", "no source profile", "TAZPOD5005", "source_profile 'base', which is in neither", "create the profile 'base'" },
        { "role", "silent", "TAZPOD5005", "profile 'work' (assumed role)", "network" },
        { "role of SSO", "ended session", "TAZPOD5005", "expired at 2020-01-01", "ogin --profile=login" },
        { "role of SSO", "no session", "TAZPOD5005", "no SSO session", "ogin --profile=login" },
        { "web", "no file", "TAZPOD5002", "there is no token file", "id-token: write" },
        { "web", "empty file", "TAZPOD5002", "is empty", "id-token: write" },
        { "web", "blank file", "TAZPOD5002", "is empty", "id-token: write" },
        { "web", "directory", "TAZPOD5002", "is a directory", "AWS_WEB_IDENTITY_TOKEN_FILE" },
        { "web", "address that is none", "TAZPOD5002", "STS gave no keys: Value for ServiceURL is not a valid URL", "network" },
        { "web", "proxy", "TAZPOD5002", "gave no keys: the answer was 403 Forbidden without a reason", "network" },
        { "web", "gateway", "TAZPOD5002", "gave no keys: the answer was 502 BadGateway without a reason", "network" },
        { "web", "ended token", "TAZPOD5002", "has expired", "write a new token" },
        { "web", "wrong role", "TAZPOD5002", "STS refuses the role", "trust policy" },
        { "web", "wrong issuer", "TAZPOD5002", "STS does not accept the token", "identity provider" },
        { "web", "no role", "TAZPOD5001", "AWS_WEB_IDENTITY_TOKEN_FILE but not AWS_ROLE_ARN", "Set AWS_ROLE_ARN" },
        { "web", "no token", "TAZPOD5001", "AWS_ROLE_ARN is set, but not AWS_WEB_IDENTITY_TOKEN_FILE", "id-token: write" },
        { "web", "silent", "TAZPOD5002", "no answer came in time", "network" },
        { "web profile", "no file", "TAZPOD5005", "profile 'work' (web identity) gave no credentials: there is no token file", "web_identity_token_file" },
        { "web profile", "ended token", "TAZPOD5005", "has expired", "web_identity_token_file" },
        { "container", "wrong token", "TAZPOD5002", "the container's role", "AWS_CONTAINER_AUTHORIZATION_TOKEN" },
        { "container", "proxy", "TAZPOD5002", "the container's role gave no credentials: Response status code does not indicate success: 403", "AWS_CONTAINER_CREDENTIALS_FULL_URI" },
        { "container", "not there", "TAZPOD5002", "the container's role", "AWS_CONTAINER_CREDENTIALS_FULL_URI" },
        { "container", "silent", "TAZPOD5002", "the container's role", "AWS_CONTAINER_CREDENTIALS_FULL_URI" },
        { "container token file", "no file", "TAZPOD5002", "the container's role", "AWS_CONTAINER_AUTHORIZATION_TOKEN" },
        { "instance", "not there", "TAZPOD5001", "no instance's metadata service gave keys", "AWS_ACCESS_KEY_ID" },
        { "instance", "silent", "TAZPOD5001", "no instance's metadata service answered", "AWS_ACCESS_KEY_ID" },
        { "instance", "disabled", "TAZPOD5001", "AWS_EC2_METADATA_DISABLED", "AWS_ACCESS_KEY_ID" },
        { "process", "fails", "TAZPOD5005", "credential_process of profile 'work' failed with exit code 3", "by hand" },
        { "process", "rubbish", "TAZPOD5005", "credential_process of profile 'work' printed something other", "by hand" },
        { "process", "half a pair", "TAZPOD5005", "no SecretAccessKey", "by hand" },
        { "process", "too much", "TAZPOD5005", "credential_process of profile 'work' printed more than 64 KiB", "by hand" },
        { "process", "line end in a key", "TAZPOD5002", "holds a space, a line end", "Copy the key again" },
        { "role of environment", "half a pair", "TAZPOD5001", "the environment has AWS_ACCESS_KEY_ID but not AWS_SECRET_ACCESS_KEY", "Set AWS_SECRET_ACCESS_KEY" },
        { "role of itself", "half a pair", "TAZPOD5005", "has aws_access_key_id but not aws_secret_access_key", "aws configure" },
        { "role of instance", "disabled", "TAZPOD5005", "AWS_EC2_METADATA_DISABLED", "Unset" },
        { "process", "no such program", "TAZPOD5005", "credential_process of profile 'work' failed with exit code 127", "by hand" },
        { "process", "ended keys", "TAZPOD5005", "printed keys that ended at 2020-01-01T00:00:00Z", "by hand" },
        { "process", "hangs", "TAZPOD5005", "did not end", "by hand" },
    };

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        silent.Start();
        services = await KeyServices.StartAsync();
        store = await S3Endpoint.StartAsync(new S3EndpointOptions { Credentials = [KeyServices.Granted], Buckets = [Bucket] });
        await place.DoAsync("SaveVault", "--secrets=secrets");
        place.Environment["TAZPOD_STORAGE"] = "s3";
        place.Environment["TAZPOD_BUCKET"] = Bucket;
        place.Environment["AWS_ENDPOINT_URL_S3"] = $"{store.Url}";
        place.Environment["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = services.Url;
        foreach (var service in new[] { "STS", "SSO", "SSO_OIDC" })
            place.Environment[$"AWS_ENDPOINT_URL_{service}"] = services.Url;
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_push_works_with_it(Door door, string kind, string origin)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() && kind.StartsWith("process", StringComparison.Ordinal), "the process of this test is a shell script");
        Give(kind);

        var result = await place.PushByAsync(door, isVerbose: true);

        Assert.True(result.ExitCode == 0, result.All);
        Assert.Contains("PutObject", store.Operations);
        Assert.Contains(origin, result.All, StringComparison.Ordinal);
        Assert.Equal(kind == "instance", services.Requests.Any(request => request.Line.Contains("/latest/", StringComparison.Ordinal)));
        Assert.DoesNotContain(KeyServices.Granted.SecretKey, result.All, StringComparison.Ordinal);
        Assert.DoesNotContain(KeyServices.Granted.SessionToken!, result.All, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Without_keys_it_says_why_and_what_to_do(string kind, string fault, string code, string what, string next)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() && kind == "process", "the process of this test is a shell script");
        Give(kind);
        Break(kind, fault);

        var result = await place.PushByAsync(NativeTool.OrBuild);

        Assert.StartsWith($"Error: {code}: ", result.ErrorLine, StringComparison.Ordinal);
        Assert.Contains(what, result.ErrorLine, StringComparison.Ordinal);
        Assert.Contains(next, result.ErrorLine, StringComparison.Ordinal);
        Assert.Equal(4, result.ExitCode);
        Assert.Empty(store.Requests);
        if (fault == "disabled")
            Assert.DoesNotContain(services.Requests, request => request.Line.Contains("/latest/", StringComparison.Ordinal));
        if (fault == "hangs")
            await EndedAsync(int.Parse(place.Read("home/child"), CultureInfo.InvariantCulture));
        Assert.DoesNotContain("RUBBISH", result.All, StringComparison.Ordinal);
        Assert.DoesNotContain(KeyServices.WebToken, result.All, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kill -TERM $0")]
    [InlineData("kill -TERM $0; kill -INT $0")]
    public async Task A_credential_process_ends_with_the_run_that_started_it(string signals)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the process of this test is a shell script, and the host is stopped by a signal");
        Give("process");
        Break("process", "hangs");
        using var host = place.Start("PushVault");

        // At once, as the host can still be starting the process.
        while (!File.Exists(place.Path("home/child")) || place.Read("home/child").Length == 0)
            await Task.Delay(1, TestContext.Current.CancellationToken);

        new TestCommand("sh", "-c", signals, $"{host.Id}").Do();
        var result = await host.EndAsync();

        Assert.Equal(130, result.ExitCode);
        await EndedAsync(int.Parse(place.Read("home/child"), CultureInfo.InvariantCulture));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        await services.DisposeAsync();
        silent.Dispose();
        place.Dispose();
    }

    // After a kill it can still be listed until its new parent has collected it.
    private static async Task EndedAsync(int process)
    {
        for (var tries = 0; tries < 200 && IsRunning(process); tries++)
            await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.False(IsRunning(process));
    }

    private static bool IsRunning(int process)
    {
        try
        {
            return !File.ReadAllText($"/proc/{process}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private string Nobody => $"http://{silent.LocalEndpoint}";

    private void Give(string kind)
    {
        switch (kind)
        {
            case "role":
                Profile($"role_arn = {KeyServices.Role}\nsource_profile = base\n[profile base]\n{KeyServices.SourceKeys}");
                break;
            case "role of SSO":
                Profile($"role_arn = {KeyServices.Role}\nsource_profile = login\n[profile login]\nsso_session = corp\nsso_account_id = 1\nsso_role_name = r\n"
                    + "[sso-session corp]\nsso_start_url = https://corp.example/start\nsso_region = eu-central-1\n");
                Session("2100-01-01T00:00:00Z");
                break;
            case "SSO":
                Profile(Sso);
                Session("2100-01-01T00:00:00Z");
                break;
            case "SSO that is renewed":
                Profile(Sso);
                Session("2020-01-01T00:00:00Z", KeyServices.Renewable);
                break;
            case "role of environment":
                Profile($"role_arn = {KeyServices.Role}\ncredential_source = Environment\n");
                place.Environment["AWS_ACCESS_KEY_ID"] = "AKIASOURCE";
                place.Environment["AWS_SECRET_ACCESS_KEY"] = "source-secret-source-secret";
                break;
            case "role of itself":
                Profile($"role_arn = {KeyServices.Role}\nsource_profile = work\n{KeyServices.SessionKeys}");
                break;
            case "role of container":
                Profile($"role_arn = {KeyServices.Role}\ncredential_source = EcsContainer\n");
                place.Environment["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = $"{services.Url}/container";
                break;
            case "role of instance":
                Profile($"role_arn = {KeyServices.Role}\ncredential_source = Ec2InstanceMetadata\n");
                break;
            case "web":
                place.Write("home/oidc", KeyServices.WebToken);
                place.Environment["AWS_WEB_IDENTITY_TOKEN_FILE"] = place.Path("home/oidc");
                place.Environment["AWS_ROLE_ARN"] = KeyServices.Role;
                break;
            case "web profile":
                place.Write("home/oidc", KeyServices.WebToken);
                Profile($"role_arn = {KeyServices.Role}\nweb_identity_token_file = {place.Path("home/oidc")}\n");
                break;
            case "container":
                place.Environment["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = $"{services.Url}/container";
                place.Environment["AWS_CONTAINER_AUTHORIZATION_TOKEN"] = KeyServices.ContainerToken;
                break;
            case "container token file":
                place.Write("home/agent", KeyServices.ContainerToken);
                place.Environment["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = $"{services.Url}/container";
                place.Environment["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"] = place.Path("home/agent");
                break;
            case "instance":
                break;
            case "process that leaves another":
                Process($"sleep 60 & {Keys("2100-01-01T00:00:00Z")}");
                break;
            default:
                Process(Keys("2100-01-01T00:00:00Z"));
                break;
        }
    }

    private void Break(string kind, string fault)
    {
        switch (fault)
        {
            case "wrong role":
                place.Environment["AWS_ROLE_ARN"] = "arn:aws:iam::123456789012:role/other";
                if (kind == "role")
                    Profile($"role_arn = arn:aws:iam::123456789012:role/other\nsource_profile = base\n[profile base]\n{KeyServices.SourceKeys}");
                break;
            case "ends during the run":
                Profile($"role_arn = {KeyServices.BriefRole}\nsource_profile = base\n[profile base]\n{KeyServices.SourceKeys}");
                break;
            case "proxy" or "gateway":
                place.Environment["AWS_ENDPOINT_URL_STS"] = $"{services.Url}/{fault}";
                if (kind == "container")
                    place.Environment["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = $"{services.Url}/{fault}";
                break;
            case "address that is none":
                place.Environment["AWS_ENDPOINT_URL_STS"] = "not a url";
                break;
            case "blank file":
                place.Write("home/oidc", " \n");
                break;
            case "directory":
                place.Environment["AWS_WEB_IDENTITY_TOKEN_FILE"] = place.Path("home");
                break;
            case "wrong source keys":
                Profile($"role_arn = {KeyServices.Role}\nsource_profile = base\n[profile base]\naws_access_key_id = AKIAGONE\naws_secret_access_key = s\n");
                break;
            case "no source profile":
                Profile($"role_arn = {KeyServices.Role}\nsource_profile = base\n");
                break;
            case "ended session":
                Session("2020-01-01T00:00:00Z");
                break;
            case "no session":
                Directory.Delete(place.Path("home/.aws/sso"), recursive: true);
                break;
            case "no file":
                File.Delete(place.Path(kind == "container token file" ? "home/agent" : "home/oidc"));
                break;
            case "ended token":
                place.Write("home/oidc", "OLD-TOKEN");
                break;
            case "empty file":
                place.Write("home/oidc", "");
                break;
            case "wrong issuer":
                place.Write("home/oidc", KeyServices.ForeignToken);
                break;
            case "no role":
                place.Environment.Remove("AWS_ROLE_ARN");
                break;
            case "no token":
                place.Environment.Remove("AWS_WEB_IDENTITY_TOKEN_FILE");
                place.Environment["AWS_EC2_METADATA_DISABLED"] = "true";
                break;
            case "disabled":
                place.Environment["AWS_EC2_METADATA_DISABLED"] = "true";
                break;
            case "wrong token":
                place.Environment["AWS_CONTAINER_AUTHORIZATION_TOKEN"] = "another";
                break;
            case "not there":
                place.Environment["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = $"{services.Url}/none";
                place.Environment["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = $"{services.Url}/none";
                if (kind == "instance")
                    place.Environment.Remove("AWS_CONTAINER_CREDENTIALS_FULL_URI");
                break;
            case "silent":
                place.Environment["AWS_ENDPOINT_URL_STS"] = Nobody;
                place.Environment["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = Nobody;
                if (kind == "container")
                    place.Environment["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = Nobody;
                break;
            case "fails":
                Process("echo RUBBISH >&2; echo RUBBISH; exit 3\n");
                break;
            case "half a pair" when kind == "role of environment":
                place.Environment.Remove("AWS_SECRET_ACCESS_KEY");
                break;
            case "half a pair" when kind == "role of itself":
                Profile($"role_arn = {KeyServices.Role}\nsource_profile = work\naws_access_key_id = AKIAHALF\n");
                break;
            case "line end in a key":
                Process("""printf '%s' '{"Version":1,"AccessKeyId":"RUBBISH\nx","SecretAccessKey":"RUBBISH"}'""" + "\n");
                break;
            case "half a pair":
                Process("""echo '{"Version":1,"AccessKeyId":"RUBBISH"}'""" + "\n");
                break;
            case "too much":
                Process("yes RUBBISH\n");
                break;
            case "rubbish":
                Process("echo RUBBISH\n");
                break;
            case "no such program":
                Profile("credential_process = /nowhere/no-such-program\n");
                break;
            case "ended keys":
                Process(Keys("2020-01-01T00:00:00Z"));
                break;
            case "hangs":
                Process($"sleep 900 & echo $! > {place.Path("home/child")}; wait\n");
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(fault), fault, null);
        }
    }

    private void Profile(string text)
    {
        place.Environment["AWS_PROFILE"] = "work";
        place.Write("home/.aws/config", $"[profile work]\n{text}");
    }

    private void Process(string script)
    {
        place.Write("home/keys.sh", script);
        Profile($"credential_process = /bin/sh {place.Path("home/keys.sh")}\n");
    }

    private static string Keys(string expiration) =>
        $$"""echo '{"Version":1,"AccessKeyId":"{{KeyServices.Granted.AccessKey}}","SecretAccessKey":"{{KeyServices.Granted.SecretKey}}","SessionToken":"{{KeyServices.Granted.SessionToken}}","Expiration":"{{expiration}}"}'""" + "\n";

    // The name that every SDK looks for: the SHA-1 of the session's name.
    private void Session(string expiresAt, string more = "") => place.Write(
        "home/.aws/sso/cache/ee0bfd2552fbd840c02cc48b6e823320543c450f.json",
        $$"""{"startUrl":"https://corp.example/start","region":"eu-central-1","accessToken":"SSO-TOKEN","expiresAt":"{{expiresAt}}"{{more}}}""");
}
