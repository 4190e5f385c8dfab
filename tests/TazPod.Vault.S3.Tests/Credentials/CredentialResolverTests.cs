using System.Diagnostics;
using TazPod.Testing;
using TazPod.Testing.Processes;
using TazPod.Vault.Errors;
using TazPod.Vault.S3.Credentials;

namespace TazPod.Vault.S3.Tests.Credentials;

public sealed class CredentialResolverTests : IDisposable
{
    private readonly TemporaryDirectory home = new("home");
    private readonly Dictionary<string, string> environment;

    public CredentialResolverTests() =>
        environment = new() { ["HOME"] = home.Path, ["AWS_EC2_METADATA_DISABLED"] = "true" };

    /// <summary>The sources that have keys, and the source that is used: s settings, p profile, y profile from the YAML file only, e
    /// environment, v vault, d default profile.</summary>
    public static TheoryData<string, string> Orders => new()
    {
        { "spevd", "s" }, { "syevd", "s" }, { "sd", "s" },
        { "pevd", "p" }, { "pe", "p" }, { "pv", "p" },
        { "yevd", "e" }, { "yvd", "y" }, { "y", "y" },
        { "evd", "e" }, { "ed", "e" },
        { "vd", "v" }, { "d", "d" }, { "", "" },
    };

    public void Dispose() => home.Dispose();

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task The_first_source_with_keys_is_used(string places, string expected)
    {
        Write(".aws/config", "[profile work]\nregion = eu-central-1\n" + (places.Contains('d') ? "[default]\naws_access_key_id = KEYd\naws_secret_access_key = SECRETd\n" : ""));
        Write(".aws/credentials", "[work]\naws_access_key_id = KEYp\naws_secret_access_key = SECRETp\n");
        Write("secrets/aws_access_key_id", places.Contains('v') ? "KEYv" : "");
        Write("secrets/aws-secret-access-key", places.Contains('v') ? "SECRETv" : "");
        if (places.Contains('e'))
        {
            environment["AWS_ACCESS_KEY_ID"] = "KEYe";
            environment["AWS_SECRET_ACCESS_KEY"] = "SECRETe";
        }

        var options = Options with
        {
            AccessKeyId = places.Contains('s') ? "KEYs" : null,
            SecretAccessKey = places.Contains('s') ? "SECRETs" : null,
            Profile = places.Contains('p') || places.Contains('y') ? "work" : null,
            ProfileIsFromFile = places.Contains('y'),
        };
        if (expected.Length == 0)
        {
            var failure = await Assert.ThrowsAsync<VaultException>(() => ResolveAsync(options));
            Assert.Equal(VaultErrors.CredentialsMissing, failure.Error);
            return;
        }

        expected = expected == "y" ? "p" : expected;
        var found = await ResolveAsync(options);
        var keys = await found.Value.GetCredentialsAsync();
        Assert.Equal("KEY" + expected, keys.AccessKey);
        Assert.Equal("SECRET" + expected, keys.SecretKey);
        Assert.DoesNotContain("SECRET" + expected, found.Description, StringComparison.Ordinal);
        Assert.DoesNotContain("KEY" + expected, found.Description, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', found.Description);
    }

    [Fact]
    public async Task A_session_token_is_only_used_with_keys_from_the_same_source()
    {
        Write("secrets/aws_access_key_id", "KEYv");
        Write("secrets/aws_secret_access_key", "SECRETv");
        environment["AWS_SESSION_TOKEN"] = "TOKENe";
        Assert.Equal("", (await (await ResolveAsync(Options)).Value.GetCredentialsAsync()).Token ?? "");
        environment["AWS_ACCESS_KEY_ID"] = "KEYe";
        environment["AWS_SECRET_ACCESS_KEY"] = "SECRETe";
        Assert.Equal("TOKENe", (await (await ResolveAsync(Options)).Value.GetCredentialsAsync()).Token);
    }

    [Theory]
    [InlineData("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")]
    [InlineData("AWS_SECRET_ACCESS_KEY", "AWS_ACCESS_KEY_ID")]
    public async Task Half_a_pair_in_the_environment_is_an_error_that_names_the_other_half(string there, string missing)
    {
        Write("secrets/aws_access_key_id", "KEYv");
        Write("secrets/aws_secret_access_key", "SECRETv");
        environment[there] = "HALF";
        foreach (var options in new[] { Options, Options with { Profile = "work", ProfileIsFromFile = true } })
        {
            var failure = await Assert.ThrowsAsync<VaultException>(() => ResolveAsync(options));
            Assert.Equal(VaultErrors.CredentialsMissing, failure.Error);
            Assert.Contains($"not {missing}", failure.Message, StringComparison.Ordinal);
            Assert.Contains("the environment", failure.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("HALF", failure.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Half_a_pair_in_the_vault_is_an_error_that_names_the_place()
    {
        Write("secrets/aws_access_key_id", "KEYv");
        var failure = await Assert.ThrowsAsync<VaultException>(() => ResolveAsync(Options));
        Assert.Equal(VaultErrors.CredentialsMissing, failure.Error);
        Assert.Contains("aws_secret_access_key", failure.Message, StringComparison.Ordinal);
        Assert.Contains(home.Combine("secrets"), failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("KEY\n", "KEY")]
    [InlineData("  'KEY'  ", "KEY")]
    [InlineData("\"'\"KEY\"'\"\n", "KEY")]
    [InlineData("'KEY\"", "'KEY\"")]
    [InlineData("''", "")]
    [InlineData("'", "'")]
    public void A_kept_value_loses_white_space_and_matching_quotes(string text, string value) =>
        Assert.Equal(value, VaultStoredKeys.Clean(text));

    [Fact]
    public async Task A_pipe_instead_of_a_kept_key_is_named_and_does_not_block()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "named pipes are made with mkfifo");
        Directory.CreateDirectory(home.Combine("secrets"));
        NamedPipe.Make(home.Combine("secrets/aws_access_key_id"));
        var finding = Task.Run(() => VaultStoredKeys.Find(home.Combine("secrets")), TestContext.Current.CancellationToken);

        var failure = await Assert.ThrowsAsync<VaultException>(() => finding.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Contains("is a pipe", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task For_an_empty_kept_value_the_other_spelling_is_tried()
    {
        Write("secrets/aws_access_key_id", "''\n");
        Write("secrets/aws-access-key-id", "'KEYv'\n");
        Write("secrets/aws_secret_access_key", "SECRETv");
        var found = await ResolveAsync(Options);
        Assert.Equal("KEYv", (await found.Value.GetCredentialsAsync()).AccessKey);
        Assert.Equal($"keys kept inside the vault in {home.Combine("secrets")}", found.Description);
    }

    [Fact]
    public async Task A_key_that_is_invalid_in_a_header_is_refused_without_quoting_it()
    {
        var failure = await Assert.ThrowsAsync<VaultException>(() => ResolveAsync(Options with
        {
            AccessKeyId = "KEY",
            SecretAccessKey = "SEC\nRET",
        }));
        Assert.Equal(VaultErrors.CredentialsRejected, failure.Error);
        Assert.DoesNotContain("RET", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_profile_is_named_with_the_files_that_were_searched()
    {
        Write(".aws/config", "[profile other]\nregion = eu-central-1\n");
        var failure = await Assert.ThrowsAsync<VaultException>(() => ResolveAsync(Options with { Profile = "work" }));
        Assert.Equal(VaultErrors.ProfileUnusable, failure.Error);
        Assert.Contains("'work'", failure.Message, StringComparison.Ordinal);
        Assert.Contains(home.Combine(".aws", "config"), failure.Message, StringComparison.Ordinal);
        Assert.Contains(home.Combine(".aws", "credentials"), failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_profile_of_static_keys_is_described_by_name_and_file()
    {
        Write(".aws/credentials", "[work]\naws_access_key_id = KEYp\naws_secret_access_key = SECRETp\n");
        Assert.Equal("profile work (static keys) from ~/.aws/credentials", (await ResolveAsync(Options with { Profile = "work" })).Description);
    }

    [Fact]
    public async Task A_moved_credentials_file_does_not_hide_the_config_file()
    {
        Write("elsewhere/keys", "[moved]\naws_access_key_id = KEYm\naws_secret_access_key = SECRETm\n");
        Write(".aws/config", "[profile work]\naws_access_key_id = KEYp\naws_secret_access_key = SECRETp\n");
        environment["AWS_SHARED_CREDENTIALS_FILE"] = home.Combine("elsewhere", "keys");
        Assert.Contains("elsewhere", (await ResolveAsync(Options with { Profile = "moved" })).Description, StringComparison.Ordinal);
        Assert.Contains("config", (await ResolveAsync(Options with { Profile = "work" })).Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_credential_process_is_run()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the process of this test is a shell script");
        Write("keys.sh", "echo '{\"Version\":1,\"AccessKeyId\":\"KEYc\",\"SecretAccessKey\":\"SECRETc\"}'\n");
        Write(".aws/config", $"[profile work]\ncredential_process = /bin/sh {home.Combine("keys.sh")}\n");
        var found = await ResolveAsync(Options with { Profile = "work" });
        Assert.Equal("SECRETc", (await found.Value.GetCredentialsAsync()).SecretKey);
        Assert.Equal("profile work (credential process) from ~/.aws/config", found.Description);
    }

    [Fact]
    public async Task The_output_of_a_failing_credential_process_is_not_repeated()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the process of this test is a shell script");
        Write("keys.sh", "echo SECRETc >&2; echo SECRETc; exit 1\n");
        Write(".aws/config", $"[profile work]\ncredential_process = /bin/sh {home.Combine("keys.sh")}\n");
        var failure = await Assert.ThrowsAsync<VaultException>(() => ResolveAsync(Options with { Profile = "work" }));
        Assert.Equal(VaultErrors.ProfileUnusable, failure.Error);
        Assert.DoesNotContain("SECRETc", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[profile work]\nsso_start_url = https://none.awsapps.com/start\nsso_region = eu-central-1\nsso_account_id = 1\nsso_role_name = r\n")]
    [InlineData("[profile work]\nsso_session = none\nsso_account_id = 1\nsso_role_name = r\n[sso-session none]\nsso_start_url = https://none.awsapps.com/start\nsso_region = eu-central-1\n")]
    public async Task An_sso_profile_without_a_session_says_how_to_log_in(string config)
    {
        Write(".aws/config", config);
        var failure = await Assert.ThrowsAsync<VaultException>(() => ResolveAsync(Options with { Profile = "work" }));
        Assert.Equal(VaultErrors.ProfileUnusable, failure.Error);
        Assert.Contains("SSO", failure.Message, StringComparison.Ordinal);
        Assert.StartsWith("Run --target=Login --profile=work", failure.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_sso_session_without_a_section_makes_the_profile_unusable_and_is_named()
    {
        Write(".aws/config", "[profile work]\nsso_session = nowhere\nsso_account_id = 1\nsso_role_name = r\n");
        var failure = await Assert.ThrowsAsync<VaultException>(() => ResolveAsync(Options with { Profile = "work" }));
        Assert.Equal(VaultErrors.ProfileUnusable, failure.Error);
        Assert.Contains("nowhere", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>An incomplete profile, the key that the line says exists, and the one that it says is missing.</summary>
    public static TheoryData<string, string, string> HalfProfiles => new()
    {
        { "aws_access_key_id = KEYp", "aws_access_key_id", "aws_secret_access_key" },
        { "aws_secret_access_key = SECRETp", "aws_secret_access_key", "aws_access_key_id" },
        { "role_arn = arn:aws:iam::1:role/r", "role_arn", "source_profile or credential_source" },
        { "source_profile = other", "source_profile", "role_arn" },
        { "web_identity_token_file = /nowhere", "web_identity_token_file", "role_arn" },
        { "sso_region = eu-central-1\nsso_account_id = 1\nsso_role_name = r", "sso_ keys", "sso_start_url" },
        { "sso_start_url = https://none.awsapps.com/start\nsso_account_id = 1\nsso_role_name = r", "sso_start_url", "sso_region" },
        { "sso_start_url = https://none.awsapps.com/start\nsso_region = eu-central-1\nsso_role_name = r", "sso_start_url", "sso_account_id" },
        { "sso_start_url = https://none.awsapps.com/start\nsso_region = eu-central-1\nsso_account_id = 1", "sso_start_url", "sso_role_name" },
        { "sso_session = corp\nsso_account_id = 1\nsso_role_name = r\n[sso-session corp]\nsso_region = eu-central-1", "sso_session", "sso_start_url" },
    };

    [Theory]
    [MemberData(nameof(HalfProfiles))]
    public async Task Half_a_profile_names_the_existing_and_the_missing_key(string text, string there, string missing)
    {
        Write(".aws/config", $"[profile work]\n{text}\n[profile other]\naws_access_key_id = KEYo\naws_secret_access_key = SECRETo\n");
        var failure = await Assert.ThrowsAsync<VaultException>(() => ResolveAsync(Options with { Profile = "work" }));
        Assert.Equal(VaultErrors.ProfileUnusable, failure.Error);
        Assert.Contains($"has {there} but not {missing}", failure.Message, StringComparison.Ordinal);
        Assert.Contains("~/.aws/config", failure.Message, StringComparison.Ordinal);
        Assert.Contains(missing, failure.Hint, StringComparison.Ordinal);
        Assert.DoesNotContain("KEYp", failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("SECRETp", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_named_profile_with_only_a_region_is_reported_as_without_credentials()
    {
        Write(".aws/config", "[profile work]\nregion = eu-central-1\n");
        var failure = await Assert.ThrowsAsync<VaultException>(() => ResolveAsync(Options with { Profile = "work" }));
        Assert.Equal(VaultErrors.ProfileUnusable, failure.Error);
        Assert.Contains("holds no credentials", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_default_profile_with_only_a_region_is_skipped_like_every_source_without_credentials()
    {
        Write(".aws/config", "[default]\nregion = eu-central-1\n");
        environment["AWS_SESSION_TOKEN"] = "TOKENe";
        var failure = await Assert.ThrowsAsync<VaultException>(() => ResolveAsync(Options));
        Assert.Equal(VaultErrors.CredentialsMissing, failure.Error);
        Assert.Equal(
            "no credentials: no profile is set, AWS_ACCESS_KEY_ID is not set (AWS_SESSION_TOKEN is, but is useless without it), "
            + $"'{home.Combine("secrets")}' keeps no keys, AWS_WEB_IDENTITY_TOKEN_FILE is not set, there is no profile 'default' with credentials, "
            + "AWS_CONTAINER_CREDENTIALS_FULL_URI is not set, AWS_EC2_METADATA_DISABLED rules out an instance's metadata service",
            failure.Message);
    }

    [Fact]
    public async Task The_skipped_sources_are_known_when_keys_were_found()
    {
        Write(".aws/credentials", "[work]\naws_access_key_id = KEYp\naws_secret_access_key = SECRETp\n");
        environment["AWS_ACCESS_KEY_ID"] = "KEYe";
        environment["AWS_SECRET_ACCESS_KEY"] = "SECRETe";
        var resolver = new CredentialResolver(Options with { Profile = "work", ProfileIsFromFile = true }, environment.GetValueOrDefault);
        await resolver.ResolveAsync(CancellationToken.None);
        Assert.Equal(["profile 'work' of the configuration file is overridden by keys in the environment"], resolver.PassedOver);
    }

    [Theory]
    [InlineData("source_profile = round", "(source_profile): work -> round -> work")]
    [InlineData("credential_source = Nowhere", "'Nowhere', which is unknown")]
    [InlineData("source_profile = keys\nmfa_serial = arn:aws:iam::1:mfa/me", "mfa_serial")]
    public async Task An_impossible_assumed_role_makes_the_profile_unusable(string source, string why)
    {
        Write(".aws/config", $"[profile work]\nrole_arn = arn:aws:iam::1:role/r\n{source}\n"
            + "[profile round]\nrole_arn = arn:aws:iam::1:role/s\nsource_profile = work\n"
            + "[profile keys]\naws_access_key_id = KEYk\naws_secret_access_key = SECRETk\n");
        var failure = await Assert.ThrowsAsync<VaultException>(() => ResolveAsync(Options with { Profile = "work" }));
        Assert.Equal(VaultErrors.ProfileUnusable, failure.Error);
        Assert.Contains(why, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("my work", "\"my work\"")]
    [InlineData("$(reboot)", "\"\\$(reboot)\"")]
    [InlineData("a`b\"c\\d", "\"a\\`b\\\"c\\\\d\"")]
    public async Task A_name_that_a_shell_would_split_is_quoted(string name, string word)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() && name != "my work", "the escapes of this test are those of a POSIX shell");
        var failure = await Assert.ThrowsAsync<VaultException>(() => ResolveAsync(Options with { Profile = name }));
        Assert.EndsWith($"aws configure sso --profile {word}", failure.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_assumed_role_whose_source_is_missing_makes_the_profile_unusable()
    {
        Write(".aws/config", "[profile work]\nrole_arn = arn:aws:iam::1:role/r\nsource_profile = none\n");
        var failure = await Assert.ThrowsAsync<VaultException>(() => ResolveAsync(Options with { Profile = "work" }));
        Assert.Equal(VaultErrors.ProfileUnusable, failure.Error);
        Assert.Contains("'work' (assumed role)", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_answer_of_an_instance_the_search_ends()
    {
        environment.Remove("AWS_EC2_METADATA_DISABLED");
        var watch = Stopwatch.StartNew();
        var failure = await Assert.ThrowsAsync<VaultException>(() => ResolveAsync(Options));
        Assert.Equal(VaultErrors.CredentialsMissing, failure.Error);
        Assert.Equal(ExitCode.Credentials, failure.Error.ExitCode);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(15));
    }

    [Fact]
    public void Creating_a_store_reads_nothing()
    {
        using var client = S3Client.Create(Options with { Profile = "none" }, name => throw new InvalidOperationException(name));
        Assert.Null(client.Credentials);
    }

    private S3StoreOptions Options => new() { Bucket = "b", Region = "eu-central-1", SecretsDirectory = home.Combine("secrets") };

    private Task<ResolvedCredentials> ResolveAsync(S3StoreOptions options) =>
        new CredentialResolver(options, environment.GetValueOrDefault).ResolveAsync(CancellationToken.None);

    private void Write(string path, string text)
    {
        var full = home.Combine(path.Split('/'));
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }
}
