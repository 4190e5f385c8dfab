using TazPod.Testing;
using TazPod.Testing.S3;
using TazPod.Testing.S3.Faults;
using TazPod.Vault.Errors;
using TazPod.Vault.Hosting;
using TazPod.Vault.Results;
using TazPod.Vault.S3;
using TazPod.Vault.Settings;
using TazPod.Vault.Storage;

namespace TazPod.Vault.Sync.Tests;

/// <summary>VaultDoctor finds the problems that would make a push or a pull fail, and leaves nothing behind.</summary>
public sealed class DoctorTests
{
    [Fact]
    public async Task If_all_is_well_nothing_is_bad_and_nothing_is_left_behind()
    {
        await using var world = await World.StartAsync();
        var alice = await world.Prepare("alice").Pushed("one");
        var before = world.Bucket.Keys;
        var files = Directory.EnumerateFiles(alice.Root, "*", SearchOption.AllDirectories).ToList();

        var result = await alice.Service().DoctorAsync();

        Assert.Null(result.Failure);
        Assert.Equal("well", result.Status);
        Assert.DoesNotContain(result.Checks, check => check.Verdict is DoctorVerdict.Bad or DoctorVerdict.Warning);
        foreach (var name in new[] { "credentials", "clock", "reading", "listing", "writing", "conditional writes", "server-side copies", "default encryption" })
        {
            Assert.Equal(DoctorVerdict.Good, Check(result, name).Verdict);
        }

        Assert.Equal(before, world.Bucket.Keys);
        Assert.Equal(files, Directory.EnumerateFiles(alice.Root, "*", SearchOption.AllDirectories));
        Assert.DoesNotContain(world.S3.Requests, request => request.Method == "PUT" && request.Key.Length == 0);
    }

    [Fact]
    public async Task A_bucket_that_was_not_set_up_works_and_the_settings_that_this_store_may_not_support_are_facts()
    {
        await using var world = await World.StartAsync(S3Quirks.Aws with { MakeBucketsUnencrypted = true });

        var result = await world.Machine("alice").Service().DoctorAsync();

        Assert.Null(result.Failure);
        Assert.DoesNotContain(result.Checks, check => check.Verdict == DoctorVerdict.Warning);
        Assert.Equal(3, result.Checks.Count(check => check is
        {
            Verdict: DoctorVerdict.Fact, Fix: null, Finding: "off; SetupStorage turns it on if this store supports it",
        }));
        Assert.Empty(Directory.EnumerateFileSystemEntries(world.Machine("bob").Root));
    }

    [Fact]
    public async Task A_store_that_ignores_conditions_is_bad_unless_it_was_allowed()
    {
        await using var world = await World.StartAsync(S3Quirks.Aws with { IgnoreConditions = true });
        var alice = world.Machine("alice");

        var refused = await alice.Service().DoctorAsync();
        var allowed = await alice.Service(s => s with { UnsafeStore = true }).DoctorAsync();

        Assert.Equal(VaultErrors.ConditionsNotHonoured, refused.Failure?.Error);
        Assert.NotNull(Check(refused, "conditional writes").Fix);
        Assert.Null(allowed.Failure);
        Assert.Equal(DoctorVerdict.Warning, Check(allowed, "conditional writes").Verdict);
    }

    [Theory]
    [InlineData("HeadObject", 403, "SignatureDoesNotMatch", "TAZPOD5002", "credentials")]
    [InlineData("GetObject", 403, "ExpiredToken", "TAZPOD5002", "credentials")]
    [InlineData("GetObject", 403, "RequestTimeTooSkewed", "TAZPOD5004", "clock")]
    [InlineData("GetObject", 403, "AccessDenied", "TAZPOD5003", "reading")]
    [InlineData("ListObjectsV2", 403, "AccessDenied", "TAZPOD5003", "listing")]
    [InlineData("ListObjectsV2", 404, "NoSuchBucket", "TAZPOD2001", "bucket")]
    [InlineData("PutObject", 403, "AccessDenied", "TAZPOD5003", "writing")]
    [InlineData("HeadObject", 500, "InternalError", "TAZPOD2005", "store")]
    public async Task A_problem_is_bad_with_its_code_and_a_fix(string operation, int status, string code, string expected, string name)
    {
        await using var world = await World.StartAsync();
        world.S3.Faults.On(operation, Fault.Status(status, code));
        if (operation == "GetObject")
        {
            // A HEAD has no body: the reason for a refusal is in the GET after it.
            world.S3.Faults.On("HeadObject", Fault.Status(status, code));
        }
        else if (code == "SignatureDoesNotMatch")
        {
            world.S3.Faults.On("GetObject", Fault.Status(status, code));
        }

        var result = await world.Machine("alice").Service(s => s with { Retries = 0 }).DoctorAsync();

        Assert.Equal(expected, result.Failure?.Error.Code);
        var check = Assert.Single(result.Checks, check => check.Verdict == DoctorVerdict.Bad);
        Assert.Equal(name, check.Name);
        Assert.False(string.IsNullOrWhiteSpace(check.Fix));
        Assert.Equal(name is "listing" or "writing", result.Checks.Any(each => each is { Name: "reading", Verdict: DoctorVerdict.Good }));
        Assert.DoesNotContain(world.S3.SecretKey, string.Join('\n', result.Checks), StringComparison.Ordinal);
    }

    [Fact]
    public async Task For_a_missing_bucket_no_permission_is_reported()
    {
        await using var world = await World.StartAsync();

        var result = await world.Machine("alice").Service(s => s with { Bucket = "not-there" }).DoctorAsync();

        Assert.Equal(VaultErrors.BucketNotFound, result.Failure?.Error);
        Assert.Equal("bucket", Assert.Single(result.Checks, check => check.Verdict == DoctorVerdict.Bad).Name);
        Assert.DoesNotContain(result.Checks, check => check.Finding.StartsWith("allowed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_setting_is_shown_with_its_origin_and_without_secrets()
    {
        using var directory = new TemporaryDirectory("doctor");
        var settings = VaultSettingsLoader.Load(new SettingsSources
        {
            Arguments = new Dictionary<string, IReadOnlyList<string?>> { ["retention"] = ["7"] },
            Environment = new Dictionary<string, string> { ["TAZPOD_PASSPHRASE"] = "CANARY", ["TAZPOD_BUCKET"] = "vaults" },
            WorkingDirectory = directory.Path,
            HomeDirectory = directory.Path,
        });
        await using var world = await World.StartAsync();

        var result = await world.Machine("alice").Service(_ => settings.Settings).DoctorAsync();

        foreach (var setting in SettingCatalog.All.Where(row => row.Environment.Count > 0 || row.ConfigurationKey is not null))
        {
            var name = setting.Name == "versioning" ? "versioning by SetupStorage" : setting.Name;
            Assert.EndsWith(")", Check(result, name).Finding, StringComparison.Ordinal);
        }

        Assert.Equal("7 (from --retention)", Check(result, "retention").Finding);
        Assert.Equal("vaults (from TAZPOD_BUCKET)", Check(result, "bucket").Finding);
        Assert.Equal("set, not shown (from TAZPOD_PASSPHRASE)", Check(result, "passphrase").Finding);
        Assert.Equal("3600s (default)", Check(result, "timeout").Finding);
        Assert.DoesNotContain("CANARY", string.Join('\n', result.Checks), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_owner_of_the_configuration_and_why_it_is_trusted_are_shown_first()
    {
        using var directory = new TemporaryDirectory("doctor");
        Directory.CreateDirectory(directory.Combine(".tazpod"));
        await File.WriteAllTextAsync(directory.Combine(".tazpod", "config.yaml"), "vault:\n  secrets: ../elsewhere\n");
        var settings = VaultSettingsLoader.Load(new SettingsSources { WorkingDirectory = directory.Path, CallerLocations = [directory.Path] });
        await using var world = await World.StartAsync();

        var result = await world.Machine("alice").Service(_ => settings.Settings).DoctorAsync();

        Assert.Equal("configuration", result.Checks[0].Name);
        Assert.StartsWith($"'{directory.Combine(".tazpod", "config.yaml")}', trusted: ", result.Checks[0].Finding, StringComparison.Ordinal);
        Assert.Equal(
            $"allowed: the running code is inside the workspace ('{directory.Path}')", Check(result, "vault.secrets outside the workspace").Finding);
    }

    [Fact]
    public async Task The_skipped_sources_of_credentials_are_shown_before_the_one_in_use()
    {
        using var directory = new TemporaryDirectory("doctor");
        var service = new VaultService(new VaultSettings(), new VaultServiceOptions
        {
            OpenStore = () => new DirectoryStore(directory.Path, "vaults", TimeProvider.System),
            Credentials = () => "these",
            CredentialsPassedOver = () => ["no profile is set", "a variable is not set"],
        });
        await service.SetupStorageAsync();

        var result = await service.DoctorAsync();

        Assert.Equal(
            ["credentials elsewhere: no profile is set", "credentials elsewhere: a variable is not set", "credentials: these"],
            result.Checks.Where(check => check.Name.StartsWith("credentials", StringComparison.Ordinal)).Select(check => $"{check.Name}: {check.Finding}"));
    }

    [Fact]
    public async Task Facts_of_the_store_replace_the_settings_and_its_notices_are_shown_once()
    {
        await using var world = await World.StartAsync();
        using var home = new TemporaryDirectory("doctor");
        Directory.CreateDirectory(home.Combine(".aws"));
        File.WriteAllText(home.Combine(".aws", "config"), $"[default]\nendpoint_url = {world.S3.Url}\nca_bundle = /ca.pem\nregion = us-east-2\n");
        var service = new VaultService(new VaultSettings(), new VaultServiceOptions
        {
            OpenStore = () => S3Client.Create(
                new S3StoreOptions
                {
                    Bucket = World.BucketName,
                    Region = world.S3.Region,
                    AccessKeyId = world.S3.AccessKey,
                    SecretAccessKey = world.S3.SecretKey,
                },
                name => name == "HOME" ? home.Path : null),
        });

        var result = await service.DoctorAsync();

        Assert.Null(result.Failure);
        Assert.Equal($"{world.S3.Url} (from profile 'default' in ~/.aws/config: endpoint_url)", Check(result, "endpoint").Finding);
        Assert.Equal("true (default, with an endpoint)", Check(result, "path style").Finding);
        Assert.Equal("/ca.pem (from profile 'default' in ~/.aws/config: ca_bundle)", Check(result, "CA bundle").Finding);
        Assert.Contains("us-east-2", Assert.Single(result.Notices), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_cannot_be_opened_is_bad_after_all_settings()
    {
        var service = new VaultService(new VaultSettings(), new VaultServiceOptions
        {
            OpenStore = () => throw VaultErrors.ProfileUnusable.With("no such thing", "Make it."),
        });

        var result = await service.DoctorAsync();

        Assert.Equal(VaultErrors.ProfileUnusable, result.Failure?.Error);
        Assert.Equal("store", Assert.Single(result.Checks, check => check.Verdict == DoctorVerdict.Bad).Name);
        Assert.Contains(result.Checks, check => check.Name == "bucket");
    }

    private static DoctorCheck Check(DoctorResult result, string name) => Assert.Single(result.Checks, check => check.Name == name);
}
