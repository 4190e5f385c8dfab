using TazPod.Testing;
using TazPod.Testing.S3;
using TazPod.Testing.S3.Faults;
using TazPod.Vault.Errors;
using TazPod.Vault.Hosting;
using TazPod.Vault.Settings;

namespace TazPod.Vault.S3.Tests;

/// <summary><c>VaultService.Open</c> opens the store in the settings, with everything that is set for it.</summary>
public sealed class VaultServiceExtensionsTests : IDisposable
{
    private const string Bucket = "vaults";

    private readonly TemporaryDirectory home = new("home");
    private readonly Dictionary<string, string> environment;

    public VaultServiceExtensionsTests() => environment = new() { ["HOME"] = home.Path, ["AWS_EC2_METADATA_DISABLED"] = "true" };

    public void Dispose() => home.Dispose();

    [Fact]
    public async Task A_directory_is_opened_and_S3_is_not_asked()
    {
        await using var s3 = await StartAsync();

        await VaultService.Open(On(s3) with { Storage = StorageLocation.InDirectory(home.Combine("store")) }, Host()).SetupStorageAsync();

        Assert.Empty(s3.Requests);
        Assert.True(Directory.Exists(home.Combine("store", Bucket)));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    public async Task The_number_of_retries_counts(int retries, int requests)
    {
        await using var s3 = await StartAsync();
        s3.Faults.On(_ => true, Fault.Status(500, "InternalError"));

        await FailsAsync(On(s3) with { AccessKeyId = s3.AccessKey, SecretAccessKey = s3.SecretKey, Retries = retries }, VaultErrors.StoreFailed);

        Assert.Equal(requests, s3.Requests.Count);
    }

    [Fact]
    public async Task The_timeout_of_a_request_counts()
    {
        await using var s3 = await StartAsync();
        s3.Faults.On(_ => true, Fault.Hang);

        var failure = await FailsAsync(
            On(s3) with { AccessKeyId = s3.AccessKey, SecretAccessKey = s3.SecretKey, RequestTimeout = TimeSpan.FromSeconds(1) },
            VaultErrors.StoreUnreachable);

        Assert.Contains("1 s", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_no_request_shows_is_passed_on_too()
    {
        var settings = new VaultSettings { PathStyle = false, ConnectTimeout = TimeSpan.FromSeconds(7), Sse = "aws:kms", SseKmsKeyId = "key", SessionToken = "token" };

        var options = ConfiguredStore.OptionsOf(settings);

        Assert.Equal(
            (false, TimeSpan.FromSeconds(7), "aws:kms", "key", "token"),
            (options.PathStyle, options.ConnectTimeout, options.Sse, options.SseKmsKeyId, options.SessionToken));
        Assert.Null(ConfiguredStore.OptionsOf(new VaultSettings()).PathStyle);
    }

    [Fact]
    public async Task Keys_in_the_unlocked_vault_count()
    {
        await using var s3 = await StartAsync();
        Write("secrets/aws_access_key_id", s3.AccessKey);
        Write("secrets/aws_secret_access_key", s3.SecretKey);

        var service = VaultService.Open(On(s3), Host());
        await service.StatusAsync();

        Assert.Contains("secrets", service.Credentials, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Keys_in_the_environment_override_only_a_profile_that_a_file_names(bool isFromFile)
    {
        await using var s3 = await StartAsync();
        Write(".aws/credentials", "[work]\naws_access_key_id = KEYp\naws_secret_access_key = SECRETp\n");
        environment["AWS_ACCESS_KEY_ID"] = s3.AccessKey;
        environment["AWS_SECRET_ACCESS_KEY"] = s3.SecretKey;

        var service = VaultService.Open(On(s3) with { Profile = "work", ProfileIsFromFile = isFromFile }, Host());
        var failure = await Record.ExceptionAsync(() => service.StatusAsync());

        Assert.Equal(isFromFile ? null : VaultErrors.CredentialsRejected, (failure as VaultException)?.Error);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_endpoint_of_the_environment_counts_unless_the_profile_ignores_it(bool isIgnored)
    {
        await using var environments = await StartAsync();
        await using var files = await StartAsync();
        var (s3, other) = isIgnored ? (files, environments) : (environments, files);
        Write(".aws/config", $"[default]\nignore_configured_endpoint_urls = {(isIgnored ? "true" : "false")}\n");
        Write(".tazpod/config.yaml", $"vault:\n  endpoint: {files.Url}\n");
        environment["AWS_ENDPOINT_URL_S3"] = environments.Url.ToString();
        environment["TAZPOD_BUCKET"] = Bucket;
        environment["AWS_ACCESS_KEY_ID"] = s3.AccessKey;
        environment["AWS_SECRET_ACCESS_KEY"] = s3.SecretKey;
        var loaded = VaultSettingsLoader.Load(
            new SettingsSources { Environment = environment, WorkingDirectory = home.Path, HomeDirectory = home.Path, CallerLocations = [home.Path] });

        await VaultService.Open(loaded.Settings, Host(), loaded.Options).StatusAsync();

        Assert.Empty(other.Requests);
        Assert.NotEmpty(s3.Requests);
    }

    [Fact]
    public async Task A_store_of_the_program_is_used_instead()
    {
        var failure = VaultErrors.StoreFailed.With("the program's own");

        var service = VaultService.Open(new VaultSettings { VaultFile = home.Combine("vault.tar.aes") }, Host() with { OpenStore = () => throw failure });

        Assert.Same(failure, await Assert.ThrowsAsync<VaultException>(() => service.StatusAsync()));
    }

    private static Task<S3Endpoint> StartAsync() => S3Endpoint.StartAsync(new S3EndpointOptions { Buckets = [Bucket] });

    private VaultServiceOptions Host() => new() { Environment = environment.GetValueOrDefault };

    private VaultSettings On(S3Endpoint s3) => new()
    {
        Bucket = Bucket,
        Endpoint = s3.Url,
        HomeDirectory = home.Path,
        VaultFile = home.Combine(".tazpod", "vault", "vault.tar.aes"),
    };

    private async Task<VaultException> FailsAsync(VaultSettings settings, VaultError error)
    {
        var failure = await Assert.ThrowsAsync<VaultException>(() => VaultService.Open(settings, Host()).StatusAsync());
        Assert.Equal(error, failure.Error);
        return failure;
    }

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(home.Combine(name.Split('/')))!);
        File.WriteAllText(home.Combine(name.Split('/')), text);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(home.Combine(name.Split('/')), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }
}
