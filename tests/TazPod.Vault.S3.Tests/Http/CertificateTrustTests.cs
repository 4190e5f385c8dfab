using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TazPod.Testing;
using TazPod.Testing.S3;
using TazPod.Vault.Errors;
using TazPod.Vault.S3.AwsConfig;

namespace TazPod.Vault.S3.Tests.Http;

public sealed class CertificateTrustTests : IDisposable
{
    private readonly TemporaryDirectory home = new("home");
    private readonly Dictionary<string, string> environment;
    private readonly X509Certificate2 root;
    private readonly X509Certificate2 server;

    public CertificateTrustTests()
    {
        environment = new() { ["HOME"] = home.Path };
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authority = new CertificateRequest("CN=the lab's authority", rootKey, HashAlgorithmName.SHA256);
        authority.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        authority.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        root = authority.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-2), DateTimeOffset.UtcNow.AddDays(2));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=the lab", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var signed = request.Create(root, DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1), [1]);
        server = signed.CopyWithPrivateKey(key);
        Write("ca.pem", "# the lab's\n" + root.ExportCertificatePem() + "\n");
    }

    public void Dispose()
    {
        root.Dispose();
        server.Dispose();
        home.Dispose();
    }

    [Theory]
    [InlineData("variable")]
    [InlineData("variable with ~")]
    [InlineData("profile")]
    [InlineData("profile with ~")]
    [InlineData("both")]
    public async Task A_store_with_a_certificate_of_a_private_authority_is_trusted(string by)
    {
        await using var s3 = await StartAsync();
        if (by is "variable" or "variable with ~" or "both")
        {
            environment["AWS_CA_BUNDLE"] = by == "variable with ~" ? "~/ca.pem" : home.Combine("ca.pem");
        }

        if (by is not ("variable" or "variable with ~"))
        {
            Write(".aws/config", $"[default]\nca_bundle = {(by == "both" ? "/nowhere" : by == "profile" ? home.Combine("ca.pem") : "~/ca.pem")}\n");
        }

        using var store = Open(s3);
        Assert.Null((await store.HeadObjectAsync("a")).Head);
        Assert.StartsWith(home.Combine("ca.pem"), store.Facts["CA bundle"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_it_there_is_no_secure_connection_and_the_hint_names_the_variable()
    {
        await using var s3 = await StartAsync();
        using var store = Open(s3);
        var failure = await Assert.ThrowsAsync<VaultException>(() => store.HeadObjectAsync("a"));
        Assert.Equal(VaultErrors.StoreUnreachable, failure.Error);
        Assert.Contains("AWS_CA_BUNDLE", failure.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bundle_of_another_authority_trusts_no_other()
    {
        await using var s3 = await StartAsync();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var other = new CertificateRequest("CN=the lab's authority", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-2), DateTimeOffset.UtcNow.AddDays(2));
        Write("other.pem", other.ExportCertificatePem());
        environment["AWS_CA_BUNDLE"] = home.Combine("other.pem");
        using var store = Open(s3);
        Assert.Equal(VaultErrors.StoreUnreachable, (await Assert.ThrowsAsync<VaultException>(() => store.HeadObjectAsync("a"))).Error);
    }

    [Theory]
    [InlineData("nowhere.pem", "does not exist")]
    [InlineData(".", "is a directory")]
    [InlineData("empty.pem", "holds no certificate in PEM")]
    [InlineData("text.pem", "holds no certificate in PEM")]
    [InlineData("damaged.pem", "holds a certificate that is damaged")]
    public async Task An_invalid_bundle_is_one_line_with_its_origin(string file, string why)
    {
        Write("empty.pem", "");
        Write("text.pem", "hello\n");
        Write("damaged.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        await using var s3 = await StartAsync();
        Write(".aws/config", $"[default]\nca_bundle = {home.Combine(file)}\n");
        using var store = Open(s3);
        var failure = await Assert.ThrowsAsync<VaultException>(() => store.HeadObjectAsync("a"));
        Assert.Equal(VaultErrors.InvalidSetting, failure.Error);
        Assert.Equal($"the CA bundle '{home.Combine(file)}' from profile 'default' in ~/.aws/config: ca_bundle {why}", failure.Message);
        Assert.Empty(s3.Requests);
    }

    [Fact]
    public async Task Plain_http_needs_no_bundle()
    {
        await using var s3 = await S3Endpoint.StartAsync(new S3EndpointOptions { Buckets = ["vaults"] });
        environment["AWS_CA_BUNDLE"] = "/nowhere";
        environment["AWS_ENDPOINT_URL_STS"] = s3.Url.AbsoluteUri;
        using var store = Open(s3);
        Assert.Null((await store.HeadObjectAsync("a")).Head);
        using var sts = new TazPod.Vault.S3.Credentials.TokenService("eu-central-1", new AwsSettings(environment.GetValueOrDefault))
            .Open(new Amazon.Runtime.AnonymousAWSCredentials());
    }

    [Fact]
    public async Task The_services_of_credentials_trust_it_too()
    {
        await using var s3 = await StartAsync();
        environment["AWS_CA_BUNDLE"] = home.Combine("ca.pem");
        environment["AWS_ENDPOINT_URL_STS"] = s3.Url.AbsoluteUri;
        var aws = new AwsSettings(environment.GetValueOrDefault);
        using var sts = new TazPod.Vault.S3.Credentials.TokenService("eu-central-1", aws).Open(new Amazon.Runtime.AnonymousAWSCredentials());

        // This is not STS, but its response is received.
        await Assert.ThrowsAnyAsync<Amazon.Runtime.AmazonServiceException>(
            () => sts.AssumeRoleAsync(new Amazon.SecurityToken.Model.AssumeRoleRequest { RoleArn = "arn:aws:iam::123456789012:role/r", RoleSessionName = "tests" }));
        Assert.NotEmpty(s3.Requests);
    }

    private Task<S3Endpoint> StartAsync() => S3Endpoint.StartAsync(new S3EndpointOptions { Certificate = server, Buckets = ["vaults"] });

    private S3Client Open(S3Endpoint s3) => S3Client.Create(
        new S3StoreOptions
        {
            Bucket = "vaults",
            Region = s3.Region,
            Endpoint = s3.Url,
            AccessKeyId = s3.AccessKey,
            SecretAccessKey = s3.SecretKey,
            Retries = 0,
        },
        environment.GetValueOrDefault);

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(home.Combine(name))!);
        File.WriteAllText(home.Combine(name), text);
    }
}
