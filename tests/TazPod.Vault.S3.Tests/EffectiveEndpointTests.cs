using TazPod.Testing;
using TazPod.Testing.S3;
using TazPod.Vault.Errors;

namespace TazPod.Vault.S3.Tests;

public sealed class EffectiveEndpointTests : IDisposable
{
    private const string Services = "[services lab]\ns3 =\n  endpoint_url = http://services:1\n";
    private readonly TemporaryDirectory home = new("home");
    private readonly Dictionary<string, string> environment;

    public EffectiveEndpointTests() => environment = new() { ["HOME"] = home.Path };

    /// <summary>The sources that name an endpoint, and the one that is used: g given by argument or configuration file, e environment, s
    /// services section, p profile; i: the profile disables configured endpoints, I: the environment disables them, N: the environment
    /// enables them.</summary>
    public static TheoryData<string, string> Orders => new()
    {
        { "gesp", "e" }, { "gsp", "g" }, { "esp", "e" }, { "sp", "s" }, { "p", "p" }, { "s", "s" }, { "", "" },
        { "gespi", "g" }, { "espi", "" }, { "gspi", "g" }, { "spi", "" }, { "ei", "" },
        { "gespI", "g" }, { "espI", "" }, { "spI", "" }, { "espiN", "e" }, { "spiN", "s" },
    };

    public void Dispose() => home.Dispose();

    [Theory]
    [MemberData(nameof(Orders))]
    public void Settings_of_the_vault_override_those_of_a_profile(string places, string expected)
    {
        Config("[profile work]\n"
            + (places.Contains('s') ? "services = lab\n" : "")
            + (places.Contains('p') ? "endpoint_url = http://profile:1\n" : "")
            + (places.Contains('i') ? "ignore_configured_endpoint_urls = true\n" : "")
            + Services);
        if (places.Contains('I') || places.Contains('N'))
        {
            environment["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] = places.Contains('I') ? "true" : "false";
        }

        using var store = Open(options => options with
        {
            Endpoint = places.Contains('g') ? new Uri("http://given:1") : null,
            EnvironmentEndpoint = places.Contains('e') ? new Uri("http://environment:1") : null,
        });

        Assert.Equal(
            expected switch { "g" => "http://given:1", "e" => "http://environment:1", "s" => "http://services:1", "p" => "http://profile:1", _ => "aws:eu-central-1" },
            store.Identity.Endpoint);
    }

    [Fact]
    public void The_doctor_shows_its_origin()
    {
        Config($"[profile work]\nendpoint_url = http://profile:1\nservices = lab\n{Services}");
        using var services = Open();
        Assert.Equal("http://services:1/ (from profile 'work' in ~/.aws/config: services 'lab', s3)", services.Facts["endpoint"]);
        Assert.Equal("true (default, with an endpoint)", services.Facts["path style"]);

        Config("[profile work]\nendpoint_url = http://profile:1\n");
        using var profile = Open(options => options with { PathStyle = false });
        Assert.Equal("http://profile:1/ (from profile 'work' in ~/.aws/config: endpoint_url)", profile.Facts["endpoint"]);
        Assert.DoesNotContain("path style", profile.Facts.Keys);

        environment["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] = "true";
        using var ignoring = Open(options => options with { EnvironmentEndpoint = new Uri("http://environment:1") });
        Assert.Equal("AWS (the environment's is ignored: AWS_IGNORE_CONFIGURED_ENDPOINT_URLS)", ignoring.Facts["endpoint"]);
        Assert.Equal("ignored (by AWS_IGNORE_CONFIGURED_ENDPOINT_URLS)", ignoring.Facts["AWS's endpoint settings"]);
    }

    [Fact]
    public async Task Requests_are_sent_there_by_path_and_a_refusal_names_its_origin()
    {
        await using var server = await S3Endpoint.StartAsync(new S3EndpointOptions { Buckets = ["vaults"] });
        Config($"[default]\nendpoint_url = {server.Url}\naws_access_key_id = {server.AccessKey}\naws_secret_access_key = {server.SecretKey}\n");
        using var store = Open(options => options with { Profile = null });

        Assert.Null((await store.HeadObjectAsync("a")).Head);

        Assert.Equal(("vaults", "a"), (server.Requests[^1].Bucket, server.Requests[^1].Key));
        Assert.Equal(server.Url.AbsoluteUri.TrimEnd('/'), store.Identity.Endpoint);
        using var other = Open(options => options with { Profile = null, Bucket = "not-there" });
        var failure = await Assert.ThrowsAsync<VaultException>(() => other.ListObjectsAsync("a"));
        Assert.Contains("(from profile 'default' in ~/.aws/config: endpoint_url)", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("localhost:9000")]
    [InlineData("ftp://localhost")]
    [InlineData("http://localhost:9000 # the lab's")]
    [InlineData("http://ops:PASSWORD@localhost:9000")]
    [InlineData("http://localhost:9000/?token=PASSWORD")]
    [InlineData("not an address")]
    public async Task An_invalid_address_is_refused_with_its_origin_but_without_its_text(string address)
    {
        Config($"[profile work]\nendpoint_url = {address}\n");
        using var store = Open();
        var failure = await Assert.ThrowsAsync<VaultException>(() => store.HeadObjectAsync("a"));
        Assert.Equal(VaultErrors.InvalidSetting, failure.Error);
        Assert.StartsWith("the endpoint from profile 'work' in ~/.aws/config: endpoint_url is not", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("PASSWORD", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_profile_names_no_endpoint()
    {
        Config("[profile other]\nendpoint_url = http://profile:1\n");
        using var store = Open();
        Assert.Equal("aws:eu-central-1", store.Identity.Endpoint);
    }

    private S3Client Open(Func<S3StoreOptions, S3StoreOptions>? adjust = null)
    {
        var options = new S3StoreOptions { Bucket = "vaults", Region = "eu-central-1", Profile = "work" };
        return S3Client.Create(adjust?.Invoke(options) ?? options, environment.GetValueOrDefault);
    }

    private void Config(string text)
    {
        Directory.CreateDirectory(home.Combine(".aws"));
        File.WriteAllText(home.Combine(".aws", "config"), text);
    }
}
