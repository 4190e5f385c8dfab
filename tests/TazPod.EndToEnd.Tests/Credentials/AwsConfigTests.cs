using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TazPod.EndToEnd.Tests.Support;
using TazPod.Testing.S3;

namespace TazPod.EndToEnd.Tests.Credentials;

/// <summary>How the process handles typical configuration files of AWS, including the SDK's own reading of them.</summary>
public sealed class AwsConfigTests : IAsyncLifetime
{
    private const string Bucket = "vaults";
    private readonly Place place = new();
    private readonly X509Certificate2 certificate = Certificate();
    private S3Endpoint store = null!;

    private string Keys => $"aws_access_key_id = {store.AccessKey}\naws_secret_access_key = {store.SecretKey}\n";

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        store = await S3Endpoint.StartAsync(new S3EndpointOptions { Buckets = [Bucket] });
        place.Environment["TAZPOD_STORAGE"] = "s3";
        place.Environment["TAZPOD_BUCKET"] = Bucket;
        place.Environment["AWS_EC2_METADATA_DISABLED"] = "true";
    }

    [Theory]
    [InlineData("config", "")]
    [InlineData("config", "AWS_CONFIG_FILE")]
    [InlineData("credentials", "AWS_SHARED_CREDENTIALS_FILE")]
    public async Task A_faulty_line_in_another_section_is_a_notice_for_every_source_of_keys(string file, string variable)
    {
        place.Environment["AWS_ENDPOINT_URL_S3"] = $"{store.Url}";
        place.Environment["AWS_ACCESS_KEY_ID"] = store.AccessKey;
        place.Environment["AWS_SECRET_ACCESS_KEY"] = store.SecretKey;
        var path = variable.Length == 0 ? $"home/.aws/{file}" : "home/elsewhere";
        if (variable.Length > 0)
            place.Environment[variable] = place.Path(path);
        place.Write(path, "[other]\nNONE-OF-YOURS\n");

        var result = await place.DoAsync("VaultStatus");

        Assert.Contains($"{path.Replace("home", "~", StringComparison.Ordinal)}: line 2 ", result.All, StringComparison.Ordinal);
        Assert.DoesNotContain("NONE-OF-YOURS", result.All, StringComparison.Ordinal);
        Assert.NotEmpty(store.Requests);
    }

    [Fact]
    public async Task A_profile_as_the_AWS_CLI_writes_it_gives_keys_and_endpoint()
    {
        place.Write("home/.aws/config", $"[profile 'my dev'] # the lab's\nendpoint_url = {store.Url}\n[sso-session 'Acme Dev']\nsso_region = eu-west-1\n");
        place.Write("home/.aws/credentials", $"[my dev]\n{Keys}");
        await place.DoAsync("SaveVault", "--secrets=secrets");

        await place.DoAsync("PushVault", "--profile=my dev");

        Assert.Contains("PutObject", store.Operations);
        var doctor = await place.DoAsync("VaultDoctor", "--profile=my dev");
        Assert.Contains($"{store.Url} (from profile 'my dev' in ~/.aws/config: endpoint_url)", doctor.All, StringComparison.Ordinal);
        Assert.Contains(store.Url.AbsoluteUri.TrimEnd('/'), place.Read(".tazpod/vault/sync.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_generic_profile_does_not_redirect_a_vault_whose_configuration_names_its_endpoint()
    {
        await using var other = await S3Endpoint.StartAsync(new S3EndpointOptions { Buckets = [Bucket] });
        place.Write("home/.aws/config", $"[default]\nservices = all\nendpoint_url = {other.Url}\n{Keys}[services all]\ns3 =\n  endpoint_url = {other.Url}\n");
        place.Write(".tazpod/config.yaml", $"vault:\n  endpoint: {store.Url}\n");

        await place.DoAsync("VaultStatus");

        Assert.NotEmpty(store.Requests);
        Assert.Empty(other.Requests);
    }

    [Theory]
    [InlineData("profile")]
    [InlineData("environment")]
    public async Task The_switch_of_AWS_disables_its_endpoints_but_not_that_of_the_configuration(string by)
    {
        await using var other = await S3Endpoint.StartAsync(new S3EndpointOptions { Buckets = [Bucket] });
        place.Environment["AWS_ENDPOINT_URL"] = $"{other.Url}";
        if (by == "environment")
            place.Environment["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] = "true";
        place.Write("home/.aws/config", $"[default]\n{(by == "profile" ? "ignore_configured_endpoint_urls = true\n" : "")}{Keys}");
        place.Write(".tazpod/config.yaml", $"vault:\n  endpoint: {store.Url}\n");

        await place.DoAsync("VaultStatus");

        Assert.NotEmpty(store.Requests);
        Assert.Empty(other.Requests);
    }

    [Fact]
    public async Task Another_region_in_the_environment_is_one_notice()
    {
        place.Environment["AWS_REGION"] = "us-east-2";
        place.Write("home/.aws/config", $"[default]\nregion = us-east-2\nendpoint_url = {store.Url}\n{Keys}");

        var result = await place.DoAsync("VaultStatus");

        Assert.Equal(2, result.All.Split("AWS_REGION says us-east-2").Length);
    }

    [Theory]
    [InlineData("[default]\nNONE-OF-YOURS\n", "TAZPOD5005", "profile 'default' cannot be read from ~/.aws/config: line 2 is neither a section", 4)]
    [InlineData("[default]\nservices = lab\n", "TAZPOD5005", "services section 'lab', which is not in ~/.aws/config", 4)]
    [InlineData("[default]\nca_bundle = /nowhere.pem\n", "TAZPOD1001", "the CA bundle '/nowhere.pem' from profile 'default' in ~/.aws/config: ca_bundle does not exist", 2)]
    public async Task A_fault_in_the_profile_in_use_is_one_line_and_nothing_is_sent_to_AWS(string config, string code, string what, int exitCode)
    {
        place.Environment["AWS_ACCESS_KEY_ID"] = store.AccessKey;
        place.Environment["AWS_SECRET_ACCESS_KEY"] = store.SecretKey;
        place.Write("home/.aws/config", config);

        var result = await place.RunAsync("VaultStatus");

        Assert.StartsWith($"Error: {code}: ", result.ErrorLine, StringComparison.Ordinal);
        Assert.Contains(what, result.ErrorLine, StringComparison.Ordinal);
        Assert.Equal(exitCode, result.ExitCode);
        Assert.DoesNotContain("NONE-OF-YOURS", result.All, StringComparison.Ordinal);
        var doctor = await place.RunAsync("VaultDoctor", "--verbosity=verbose");
        Assert.Contains(what, doctor.All, StringComparison.Ordinal);
        Assert.Contains("retention", doctor.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_of_a_private_authority_is_trusted_if_AWS_CA_BUNDLE_names_it()
    {
        await using var secure = await StartSecureAsync();

        var refused = await place.RunAsync("VaultStatus");
        place.Environment["AWS_CA_BUNDLE"] = place.Path("home/lab.pem");
        await place.DoAsync("VaultStatus");

        Assert.Equal(7, refused.ExitCode);
        Assert.NotEmpty(secure.Requests);
    }

    [Fact]
    public async Task What_this_machine_trusts_is_trusted_with_AWS_CA_BUNDLE_too()
    {
        await using var secure = await StartSecureAsync();
        using var other = Certificate();
        place.Write("home/other.pem", other.ExportCertificatePem());
        place.Environment["AWS_CA_BUNDLE"] = place.Path("home/other.pem");
        var refused = await place.RunAsync("VaultStatus");
        place.Environment["SSL_CERT_FILE"] = place.Path("home/lab.pem");

        await place.DoAsync("VaultStatus");

        Assert.Equal(7, refused.ExitCode);
        Assert.NotEmpty(secure.Requests);
    }

    private async Task<S3Endpoint> StartSecureAsync()
    {
        var secure = await S3Endpoint.StartAsync(new S3EndpointOptions { Certificate = certificate, Buckets = [Bucket] });
        place.Write("home/.aws/config", $"[default]\nendpoint_url = {secure.Url}\n{Keys}");
        place.Write("home/lab.pem", certificate.ExportCertificatePem());
        place.Write(".tazpod/config.yaml", "vault:\n  retries: 0\n");
        return secure;
    }

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=the lab", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(System.Net.IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        certificate.Dispose();
        place.Dispose();
    }
}
