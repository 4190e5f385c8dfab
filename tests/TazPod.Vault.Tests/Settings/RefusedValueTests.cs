using TazPod.Vault.Errors;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Tests.Settings;

public sealed class RefusedValueTests : IDisposable
{
    private const string Count = "a whole number from 1 to 10000";
    private const string Bucket = "3 to 63 lower-case letters, digits, dots and hyphens";
    private const string Region = "lower-case letters, digits and hyphens, such as eu-central-1";
    private const string Address = "an http or https address without user, query or fragment";
    private const string Index = "a whole number from 1; omit it to pull latest";
    private const string Time = "a stamp like 20260520T210000 or a time like 2026-05-20T21:00:00Z, UTC unless it has an offset";
    private const string Storage = "s3, or file: and a directory";
    private const string Connect = "a time from 100ms to 5m, such as 10, 10s, 500ms or 2m";
    private readonly Workspace workspace = new();

    [Theory]
    [InlineData("retention", "0", "retention '0' from --retention is not allowed: it must be " + Count)]
    [InlineData("retention", "abc", "retention 'abc' from --retention is not allowed: it must be " + Count)]
    [InlineData("retention", "-5", "retention '-5' from --retention is not allowed: it must be " + Count)]
    [InlineData("retention", "+5", "retention '+5' from --retention is not allowed: it must be " + Count)]
    [InlineData("retention", " 5", "retention ' 5' from --retention is not allowed: it must be " + Count)]
    [InlineData("retention", "10001", "retention '10001' from --retention is not allowed: it must be " + Count)]
    [InlineData("retention", "99999999999", "retention '99999999999' from --retention is not allowed: it must be " + Count)]
    [InlineData("retention", "", "--retention is given without a value: it must be " + Count)]
    [InlineData("keep-daily", "0", "keep daily '0' from --keep-daily is not allowed: it must be " + Count)]
    [InlineData("note", "a\nb", "note 'a?b' from --note is not allowed: it must be a line of at most 200 bytes")]
    [InlineData("note", "a\u202eb\n", "note 'a\\u202eb?' from --note is not allowed: it must be a line of at most 200 bytes")]
    [InlineData("allow-env", "PATH=x", "allowed variables 'PATH=x' from --allow-env is not allowed: it must be names of letters, digits and underscores, separated by commas")]
    [InlineData("allow-env", "PATH,", "allowed variables 'PATH,' from --allow-env is not allowed: it must be names of letters, digits and underscores, separated by commas")]
    [InlineData("file-env", "kube/config", "file variables 'kube/config' from --file-env is not allowed: it must be NAME=PATH, where PATH is the file's path inside the vault, and each NAME once")]
    [InlineData("file-env", "A=/etc/passwd", "file variables 'A=/etc/passwd' from --file-env is not allowed: it must be NAME=PATH, where PATH is the file's path inside the vault, and each NAME once")]
    [InlineData("file-env", "A=../b", "file variables 'A=../b' from --file-env is not allowed: it must be NAME=PATH, where PATH is the file's path inside the vault, and each NAME once")]
    [InlineData("allow-env", "LD_*", "allowed variables 'LD_*' from --allow-env is not allowed: it must be names of letters, digits and underscores, separated by commas")]
    [InlineData("bucket", "", "--bucket is given without a value: it must be " + Bucket)]
    [InlineData("bucket", null, "--bucket is given without a value: it must be " + Bucket)]
    [InlineData("bucket", "ab", "bucket 'ab' from --bucket is not allowed: it must be " + Bucket)]
    [InlineData("bucket", "Upper", "bucket 'Upper' from --bucket is not allowed: it must be " + Bucket)]
    [InlineData("bucket", "a..b", "bucket 'a..b' from --bucket is not allowed: it must be " + Bucket)]
    [InlineData("bucket", "-abc", "bucket '-abc' from --bucket is not allowed: it must be " + Bucket)]
    [InlineData("bucket", "abc\n", "bucket 'abc?' from --bucket is not allowed: it must be " + Bucket)]
    [InlineData("region", "EU", "region 'EU' from --region is not allowed: it must be " + Region)]
    [InlineData("region", "eu--1", "region 'eu--1' from --region is not allowed: it must be " + Region)]
    [InlineData("endpoint", "localhost:9000", "endpoint 'localhost:9000' from --endpoint is not allowed: it must be " + Address)]
    [InlineData("endpoint", "ftp://x", "endpoint 'ftp://x' from --endpoint is not allowed: it must be " + Address)]
    [InlineData("endpoint", "http://x/?k=s3cr3t", "endpoint 'http://x/?***' from --endpoint is not allowed: it must be " + Address)]
    [InlineData("endpoint", "http://me:s3c/r3t@x", "endpoint 'http://***@x' from --endpoint is not allowed: it must be " + Address)]
    [InlineData("endpoint", "me:s3cr3t@x", "endpoint '***@x' from --endpoint is not allowed: it must be " + Address)]
    [InlineData("endpoint", "/x", "endpoint '/x' from --endpoint is not allowed: it must be " + Address)]
    [InlineData("storage", "ftp:x", "storage 'ftp:x' from --storage is not allowed: it must be " + Storage)]
    [InlineData("storage", "file:", "storage 'file:' from --storage is not allowed: it must be " + Storage)]
    [InlineData("storage", "file://host/x", "storage 'file://host/x' from --storage is not allowed: it must be " + Storage)]
    [InlineData("storage", "ftp://me:s3cr3t@x", "storage 'ftp://***@x' from --storage is not allowed: it must be " + Storage)]
    [InlineData("index", "0", "copy by index '0' from --index is not allowed: it must be " + Index)]
    [InlineData("index", "-1", "copy by index '-1' from --index is not allowed: it must be " + Index)]
    [InlineData("index", "abc", "copy by index 'abc' from --index is not allowed: it must be " + Index)]
    [InlineData("index", null, "--index is given without a value: it must be " + Index)]
    [InlineData("at", "yesterday", "copy by time 'yesterday' from --at is not allowed: it must be " + Time)]
    [InlineData("at", "2026-05-20", "copy by time '2026-05-20' from --at is not allowed: it must be " + Time)]
    [InlineData("at", "20260231T000000", "copy by time '20260231T000000' from --at is not allowed: it must be " + Time)]
    [InlineData("force", "yes", "force 'yes' from --force is not allowed: it must be true or false")]
    [InlineData("force", "", "--force is given without a value: it must be true or false")]
    [InlineData("profile", " ", "profile ' ' from --profile is not allowed: it must be a profile's name")]
    [InlineData("vault-file", "x/", "vault file 'x/' from --vault-file is not allowed: it must be the path of a file")]
    [InlineData("secrets", "a\0b", "secrets directory 'a?b' from --secrets is not allowed: it must be the path of a directory")]
    public void A_bad_argument_is_an_error_that_says_what_is_allowed(string argument, string? value, string message) =>
        Check(workspace.Argument(argument, value).Refused(), VaultErrors.InvalidSetting, message);

    [Theory]
    [InlineData("vault", "retention: -1", "retention '-1' from CONFIG: vault.retention is not allowed: it must be " + Count)]
    [InlineData("vault", "retention: 5.0", "retention '5.0' from CONFIG: vault.retention is not allowed: it must be " + Count)]
    [InlineData("vault", "retention: ''", "an empty retention from CONFIG: vault.retention is not allowed: it must be " + Count)]
    [InlineData("vault", "unsafe_store: yes",
        "unsafe store 'yes' from CONFIG: vault.unsafe_store is not allowed: it must be true or false")]
    [InlineData("vault", "sse: AES-256",
        "server-side encryption 'AES-256' from CONFIG: vault.sse is not allowed: it must be AES256, aws:kms or aws:kms:dsse")]
    [InlineData("vault", "sse_kms_key_id: my key",
        "encryption key 'my key' from CONFIG: vault.sse_kms_key_id is not allowed: it must be a key's id, alias or ARN")]
    [InlineData("vault", "connect_timeout: 0",
        "connect timeout '0' from CONFIG: vault.connect_timeout is not allowed: it must be " + Connect)]
    [InlineData("vault", "connect_timeout: 6m",
        "connect timeout '6m' from CONFIG: vault.connect_timeout is not allowed: it must be " + Connect)]
    [InlineData("vault", "connect_timeout: 1h",
        "connect timeout '1h' from CONFIG: vault.connect_timeout is not allowed: it must be " + Connect)]
    [InlineData("vault", "connect_timeout: s",
        "connect timeout 's' from CONFIG: vault.connect_timeout is not allowed: it must be " + Connect)]
    [InlineData("vault", "retries: 21", "retries '21' from CONFIG: vault.retries is not allowed: it must be a whole number from 0 to 20")]
    [InlineData("vault", "mask: [a, '']", "mask from CONFIG: vault.mask is not allowed: it must be a list of file names; * is every file")]
    [InlineData("aws_sso", "bucket: A_B", "bucket 'A_B' from CONFIG: aws_sso.bucket is not allowed: it must be " + Bucket)]
    public void A_bad_value_in_the_file_is_an_error_that_names_the_key(string section, string line, string message) =>
        Check(workspace.Config($"{section}:\n  {line}\n").Refused(), VaultErrors.InvalidSetting, message);

    [Fact]
    public void A_bad_variable_is_an_error_that_names_the_variable() =>
        Check(
            workspace.Variable("AWS_ENDPOINT_URL", "nowhere").Refused(),
            VaultErrors.InvalidSetting,
            "endpoint 'nowhere' from AWS_ENDPOINT_URL is not allowed: it must be " + Address);

    [Fact]
    public void The_hint_says_what_to_correct_and_what_the_default_is() =>
        Assert.Equal(
            "Correct --retention, or leave it out for the default: 50.", workspace.Argument("retention", "many").Refused().Hint);

    [Fact]
    public void A_passphrase_that_is_not_UTF8_is_refused_without_being_shown() =>
        Check(
            workspace.Variable("TAZPOD_PASSPHRASE", "s3cr3t\uFFFD").Refused(),
            VaultErrors.InvalidSetting,
            "passphrase from TAZPOD_PASSPHRASE is not allowed: it must be valid UTF-8");

    [Fact]
    public void An_index_and_a_time_exclude_each_other() =>
        Check(
            workspace.Argument("index", "2").Argument("at", "20260520T210000").Refused(),
            VaultErrors.ContradictingSettings,
            "--index and --at both say which copy to use");

    [Theory]
    [InlineData("", "no server-side encryption is set")]
    [InlineData("  sse: AES256\n", "the server-side encryption is 'AES256'")]
    public void A_KMS_key_without_an_encryption_that_uses_one_is_refused(string line, string why) =>
        Check(
            workspace.Config($"vault:\n{line}  sse_kms_key_id: alias/vaults\n").Refused(),
            VaultErrors.ContradictingSettings,
            $"a KMS key is set by CONFIG: vault.sse_kms_key_id, but {why}");

    [Fact]
    public void A_long_value_is_truncated_in_the_message() =>
        Assert.StartsWith(
            $"region '{new string('X', 80)}...' from --region", workspace.Argument("region", new string('X', 5000)).Refused().Message);

    [Fact]
    public void Retention_0_in_the_file_loads_as_50_with_a_notice()
    {
        var settings = workspace.Config("vault:\n  retention: 0\n").Load();
        Assert.Equal(50, settings.Retention);
        Assert.Equal(
            "CONFIG: vault.retention is 0, which in TazPod means the default: 50 history copies are kept.",
            workspace.Named(Assert.Single(settings.Notices)));
    }

    [Fact]
    public void An_argument_hides_a_bad_value_in_the_file() =>
        Assert.Equal(3, workspace.Config("vault:\n  retention: many\n").Argument("retention", "3").Load().Retention);

    [Theory]
    [InlineData("retension", "--retention")]
    [InlineData("rentention", "--retention")]
    [InlineData("RETENTON", "--retention")]
    [InlineData("bukcets", "--bucket")]
    [InlineData("focre", "--force")]
    [InlineData("indx", "--index")]
    [InlineData("plna", "--plan")]
    [InlineData("secret", "--secrets")]
    [InlineData("vaultfile", "--vault-file")]
    [InlineData("pasphrase-fil", "--passphrase-file")]
    [InlineData("end-point", "--endpoint")]
    [InlineData("retenshun", "--retention")]
    [InlineData("keep", "--retention")]
    [InlineData("dry-run", "--plan")]
    [InlineData("DryRun", "--plan")]
    [InlineData("what-if", "--plan")]
    [InlineData("Verbosity", "--verbosity")]
    public void A_misspelt_argument_is_an_error_with_the_intended_name(string name, string meant)
    {
        var error = workspace.Argument(name, "s3cr3t").Refused();
        Check(error, VaultErrors.UnknownSetting, $"unknown argument --{name}; nothing was done");
        Assert.Equal($"Did you mean {meant}?", error.Hint);
    }

    [Theory]
    [InlineData("configuration")]
    [InlineData("tag")]
    [InlineData("clean")]
    [InlineData("socket")]
    [InlineData("source")]
    public void An_unknown_argument_is_refused(string name)
    {
        var error = workspace.Argument(name, "s3cr3t").Refused();
        Check(error, VaultErrors.UnknownSetting, $"unknown argument --{name}; nothing was done");
        Assert.StartsWith("Omit it; ", error.Hint);
    }

    [Fact]
    public void A_single_letter_is_shown_as_it_was_given() =>
        Check(workspace.Argument("n", "s3cr3t").Refused(), VaultErrors.UnknownSetting, "unknown argument -n; nothing was done");

    [Theory]
    [InlineData("target")]
    [InlineData("no-report")]
    [InlineData("settings_retention")]
    [InlineData("regoin")]
    [InlineData("REGOIN")]
    public void Cakes_arguments_and_those_of_the_build_itself_are_left_alone(string name) => workspace.Argument(name, "x").Load();

    [Theory]
    [InlineData("passphrase")]
    [InlineData("secret-access-key")]
    public void A_secret_is_never_an_argument(string name)
    {
        var error = workspace.Argument(name, "s3cr3t").Refused();
        Check(error, VaultErrors.UnknownSetting, $"--{name} does not exist, because other users of this machine can read command lines");
    }

    [Fact]
    public void A_misspelt_variable_is_a_notice()
    {
        workspace.Variable("TAZPOD_BUKET", "x").Variable("TAZPOD_LOG_LEVEL", "DEBUG");
        Assert.Equal(
            "The environment variable TAZPOD_BUKET is ignored; did you mean TAZPOD_BUCKET?", Assert.Single(workspace.Load().Notices));
    }

    [Fact]
    public void Arguments_have_the_names_of_the_door()
    {
        var sources = new SettingsSources
        {
            Arguments = new Dictionary<string, IReadOnlyList<string?>> { ["retention"] = ["0"] },
            WorkingDirectory = workspace.Here,
            ArgumentLabel = name => $"the property Vault_{name}",
        };
        var error = Assert.Throws<VaultException>(() => VaultSettingsLoader.Load(sources));
        Assert.StartsWith("retention '0' from the property Vault_retention is not allowed", error.Message);
    }

    public void Dispose() => workspace.Dispose();

    private void Check(VaultException error, VaultError expected, string message)
    {
        Assert.Same(expected, error.Error);
        Assert.Equal(ExitCode.Usage, error.Error.ExitCode);
        Assert.Equal(message, workspace.Named(error.Message));
        Assert.DoesNotContain("s3cr3t", error.ToString());
    }
}
