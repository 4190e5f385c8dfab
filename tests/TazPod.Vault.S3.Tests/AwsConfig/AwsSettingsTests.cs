using Amazon.SecurityToken;
using TazPod.Testing;
using TazPod.Vault.Errors;
using TazPod.Vault.S3.AwsConfig;

namespace TazPod.Vault.S3.Tests.AwsConfig;

public sealed class AwsSettingsTests : IDisposable
{
    private readonly TemporaryDirectory home = new("home");
    private readonly Dictionary<string, string> environment;

    public AwsSettingsTests() => environment = new() { ["HOME"] = home.Path };

    public void Dispose() => home.Dispose();

    [Theory]
    [InlineData("AWS_REGION", "us-east-2", "", "AWS_REGION says us-east-2")]
    [InlineData("AWS_DEFAULT_REGION", "us-east-2", "", "AWS_DEFAULT_REGION says us-east-2")]
    [InlineData("AWS_DEFAULT_REGION", "us-east-2", "region = eu-central-1", "AWS_DEFAULT_REGION says us-east-2")]
    [InlineData("NONE", "", "region = us-east-2", "profile 'work' in ~/.aws/config: region says us-east-2")]
    [InlineData("AWS_REGION", "eu-central-1", "", null)]
    [InlineData("AWS_REGION", "eu-central-1", "region = us-east-2", null)]
    [InlineData("AWS_REGION", " ", "region = eu-central-1", null)]
    [InlineData("NONE", "", "", null)]
    public void A_region_of_the_CLI_that_is_not_used_is_one_notice(string variable, string value, string line, string? notice)
    {
        environment[variable] = value;
        Config($"[profile work]\n{line}\n");
        var notices = new AwsSettings(environment.GetValueOrDefault, "work").Notices("eu-central-1").ToList();
        if (notice is null)
        {
            Assert.Empty(notices);
            return;
        }

        Assert.StartsWith($"the bucket's region is taken to be eu-central-1; {notice}, which is not used for the bucket", Assert.Single(notices), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "https://sts.eu-central-1.amazonaws.com/", "https://oidc.eu-central-1.amazonaws.com/")]
    [InlineData("endpoint_url = http://own:1", "http://own:1/", "https://oidc.eu-central-1.amazonaws.com/")]
    [InlineData("endpoint_url = http://own:1\nservices = lab", "http://services-sts:1/", "http://services-oidc:1/")]
    [InlineData("endpoint_url = http://own:1\nignore_configured_endpoint_urls = true", "https://sts.eu-central-1.amazonaws.com/", "https://oidc.eu-central-1.amazonaws.com/")]
    public void The_profile_changes_the_endpoints_of_credentials_but_only_its_own_setting_that_of_a_login(string lines, string sts, string oidc)
    {
        Config($"[profile work]\n{lines}\n[services lab]\nsts =\n  endpoint_url = http://services-sts:1\nsso_oidc =\n  endpoint_url = http://services-oidc:1\n");
        Assert.Equal((sts, oidc), Addresses());
        if (lines.Contains("ignore", StringComparison.Ordinal))
        {
            return;
        }

        environment["AWS_ENDPOINT_URL"] = "http://all:1";
        Assert.Equal(("http://all:1/", oidc), Addresses());
        environment["AWS_ENDPOINT_URL_STS"] = "http://sts:1";
        environment["AWS_ENDPOINT_URL_SSO_OIDC"] = "http://oidc:1";
        Assert.Equal(("http://sts:1/", "http://oidc:1/"), Addresses());
        environment["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] = "true";
        Assert.Equal(("https://sts.eu-central-1.amazonaws.com/", "https://oidc.eu-central-1.amazonaws.com/"), Addresses());
    }

    [Theory]
    [InlineData("use_fips_endpoint = true", "", "https://sts-fips.eu-central-1.amazonaws.com/")]
    [InlineData("use_fips_endpoint = true", "false", "https://sts.eu-central-1.amazonaws.com/")]
    [InlineData("use_dualstack_endpoint = true", "", "https://sts.eu-central-1.api.aws/")]
    [InlineData("", "true", "https://sts-fips.eu-central-1.amazonaws.com/")]
    public void The_profile_determines_the_kind_of_AWS_endpoints(string line, string variable, string sts)
    {
        environment["AWS_USE_FIPS_ENDPOINT"] = variable;
        Config($"[profile work]\n{line}\n[default]\nuse_fips_endpoint = true\n");
        Assert.Equal(sts, Addresses().Sts);
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_a_notice_unless_a_profile_is_named()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.UserName == "root", "modes do not keep this user from reading");
        Config("[default]\nregion = eu-central-1\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(home.Combine(".aws", "config"), UnixFileMode.None);
        }

        Assert.StartsWith(
            "~/.aws/config cannot be read: permission denied",
            Assert.Single(new AwsSettings(environment.GetValueOrDefault).Notices("eu-central-1")),
            StringComparison.Ordinal);
        var failure = Assert.Throws<VaultException>(() => new AwsSettings(environment.GetValueOrDefault, "work"));
        Assert.Equal(VaultErrors.ProfileUnusable, failure.Error);
        Assert.Contains("permission denied", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fault_in_an_unused_services_section_is_a_notice()
    {
        Config("[profile work]\nservices = lab\nignore_configured_endpoint_urls = true\n[services lab]\ns3\n");
        var aws = new AwsSettings(environment.GetValueOrDefault, "work");
        Assert.Null(aws.EndpointOf("s3"));
        Assert.StartsWith("~/.aws/config: line 5 ", Assert.Single(aws.Notices("eu-central-1")), StringComparison.Ordinal);
    }

    [Fact]
    public void Several_faults_of_a_file_are_one_notice()
    {
        Config("[profile work]\nregion = eu-central-1\n[profile other]\nNONE-OF-YOURS\nNONE-OF-YOURS\n= x\n");
        var notice = Assert.Single(new AwsSettings(environment.GetValueOrDefault, "work").Notices("eu-central-1"));
        Assert.StartsWith("~/.aws/config: line 4 is neither a section nor a key with a value, and 2 more;", notice, StringComparison.Ordinal);
        Assert.DoesNotContain("NONE-OF-YOURS", notice, StringComparison.Ordinal);
    }

    private (string Sts, string Oidc) Addresses()
    {
        var aws = new AwsSettings(environment.GetValueOrDefault, "work");
        var keys = new Amazon.Runtime.AnonymousAWSCredentials();
        using var sts = new AmazonSecurityTokenServiceClient(keys, aws.SetUp(new AmazonSecurityTokenServiceConfig(), "sts", "eu-central-1"));
        using var oidc = new Amazon.SSOOIDC.AmazonSSOOIDCClient(
            keys, aws.SetUp(new Amazon.SSOOIDC.AmazonSSOOIDCConfig(), "sso_oidc", "eu-central-1", isAlone: true));
        return (
            sts.DetermineServiceOperationEndpoint(new Amazon.SecurityToken.Model.AssumeRoleRequest()).URL,
            oidc.DetermineServiceOperationEndpoint(new Amazon.SSOOIDC.Model.CreateTokenRequest()).URL);
    }

    private void Config(string text)
    {
        Directory.CreateDirectory(home.Combine(".aws"));
        File.WriteAllText(home.Combine(".aws", "config"), text);
    }
}
