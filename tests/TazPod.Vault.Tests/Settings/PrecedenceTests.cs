using System.Globalization;
using TazPod.Vault.Options;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Tests.Settings;

public sealed class PrecedenceTests : IDisposable
{
    private readonly Workspace workspace = new();

    /// <summary>Setting, argument, environment and YAML values, the resulting value of each, and the default.</summary>
    public static TheoryData<string, string[], string[], string> Table() => new()
    {
        { "storage", ["s3", "file:a", "file:b"], ["s3", "file:HERE/a", "file:HERE/b"], "s3" },
        { "bucket", ["bucket-1", "bucket-2", "bucket-3"], ["bucket-1", "bucket-2", "bucket-3"], "tazlab-storage" },
        { "region", ["us-east-1", "auto", "eu-west-3"], ["us-east-1", "auto", "eu-west-3"], "eu-central-1" },
        {
            "endpoint",
            ["http://localhost:9000", "https://s3.example.org/base", "http://127.0.0.1:1"],
            ["http://localhost:9000/", "https://s3.example.org/base", "http://127.0.0.1:1/"],
            ""
        },
        { "path style", ["false", "", "true"], ["False", "", "True"], "False" },
        { "profile", ["one", "two", "three"], ["one", "two", "three"], "" },
        { "vault file", ["a.aes", "~/b.aes", "/c.aes"], ["HERE/a.aes", "HOME/b.aes", "/c.aes"], "HERE/.tazpod/vault/vault.tar.aes" },
        { "secrets directory", ["a/", "~/b", "../c"], ["HERE/a", "HOME/b", "ROOT/c"], "HOME/secrets" },
        { "retention", ["1", "10000", "7"], ["1", "10000", "7"], "50" },
        { "keep last", ["1", "", "7"], ["1", "", "7"], "" },
        { "keep daily", ["1", "", "7"], ["1", "", "7"], "" },
        { "keep weekly", ["1", "", "7"], ["1", "", "7"], "" },
        { "keep monthly", ["1", "", "7"], ["1", "", "7"], "" },
        { "glob", ["db/*", "", ""], ["db/*", "", ""], "" },
        { "path", ["db/password", "", ""], ["db/password", "", ""], "" },
        { "resume", ["true", "", ""], ["True", "", ""], "False" },
        { "discard", ["true", "", ""], ["True", "", ""], "False" },
        { "note", ["before the move", "", ""], ["before the move", "", ""], "" },
        { "passphrase file", ["a", "~/b", "/c"], ["HERE/a", "HOME/b", "/c"], "" },
        { "new passphrase file", ["a", "~/b", ""], ["HERE/a", "HOME/b", ""], "" },
        { "copy by index", ["99", "", ""], ["index 99", "", ""], "latest" },
        { "copy by time", ["2026-05-20T23:00:00+02:00", "", ""], ["at 20260520T210000", "", ""], "latest" },
        { "force", ["true", "", ""], ["True", "", ""], "False" },
        { "skip links", ["true", "", ""], ["True", "", ""], "False" },
        { "allow empty", ["true", "", ""], ["True", "", ""], "False" },
        { "allow odd passphrase", ["true", "", ""], ["True", "", ""], "False" },
        { "plan", ["True", "", ""], ["True", "", ""], "False" },
        { "first tree", ["2", "", ""], ["2", "", ""], "" },
        { "second tree", ["20260520T210000", "", ""], ["20260520T210000", "", ""], "" },
        { "merge", ["5", "", ""], ["5", "", ""], "0" },
        { "ours", ["true", "", ""], ["True", "", ""], "False" },
        { "theirs", ["true", "", ""], ["True", "", ""], "False" },
        { "abort", ["true", "", ""], ["True", "", ""], "False" },
        { "summary", ["true", "", ""], ["True", "", ""], "False" },
        { "yes", ["true", "", ""], ["True", "", ""], "False" },
        { "with history", ["true", "", ""], ["True", "", ""], "False" },
        { "command", ["ls -l", "", ""], ["ls -l", "", ""], "" },
        { "environment file", ["prod.env", "", ""], ["prod.env", "", ""], ".env" },
        { "allowed variables", ["PATH, LD_PRELOAD", "", ""], ["PATH|LD_PRELOAD", "", ""], "" },
        { "files", ["kube/*", "", ""], ["kube/*", "", ""], "" },
        { "file variables", ["KUBECONFIG=kube/config", "", ""], ["KUBECONFIG=kube/config", "", ""], "" },
        { "allow disk", ["true", "", ""], ["True", "", ""], "False" },
        { "pristine", ["true", "", ""], ["True", "", ""], "False" },
        { "mask output", ["true", "", ""], ["True", "", ""], "False" },
        { "newest copies", ["7", "", ""], ["7", "", ""], "" },
        { "fast", ["true", "", ""], ["True", "", ""], "False" },
        { "repair labels", ["true", "", ""], ["True", "", ""], "False" },
        { "versioning", ["true", "", "false"], ["True", "", "False"], "" },
        { "TLS only", ["true", "", "true"], ["True", "", "True"], "False" },
        { "unsafe store", ["", "", "true"], ["", "", "True"], "False" },
        { "server-side encryption", ["", "", "aws:kms"], ["", "", "aws:kms"], "" },
        { "encryption key", ["", "", "alias/vaults\n  sse: aws:kms"], ["", "", "alias/vaults"], "" },
        { "connect timeout", ["", "", "500ms"], ["", "", "00:00:00.5000000"], "00:00:10" },
        { "request timeout", ["", "", "2m"], ["", "", "00:02:00"], "00:01:40" },
        { "timeout", ["30s", "", "2m"], ["00:00:30", "", "00:02:00"], "01:00:00" },
        { "retries", ["", "", "0"], ["", "", "0"], "3" },
        { "lineage", ["one", "0fd1c8a6-2b7e-4d1b-9d0f-3f1f6f1f2a10", "three_3"], ["one", "0fd1c8a6-2b7e-4d1b-9d0f-3f1f6f1f2a10", "three_3"], "" },
        { "lineage prefix", ["a", "b/c.d", "e/f-g/h_i"], ["a", "b/c.d", "e/f-g/h_i"], "vault/raft-snapshots" },
        { "snapshot file", ["a.snap", "", ""], ["HERE/a.snap", "", ""], "" },
        { "generation", ["7", "", ""], ["7", "", ""], "" },
        { "slot", ["b", "", ""], ["B", "", ""], "" },
        { "fingerprint", ["index=7", "", ""], ["index=7", "", ""], "" },
        { "anchors", ["keys/unseal.json", "", ""], ["keys/unseal.json", "", ""], "" },
        { "mask", ["", "key, certs/a\nb\n", "[token, db/password]"], ["", "key,certs/a,b", "token,db/password"], "" },
        { "trust configuration", ["", "1", ""], ["", "True", ""], "False" },
        { "result file", ["a.json", "b.json", ""], ["HERE/a.json", "HERE/b.json", ""], "" },
        { "passphrase", ["", "secret", ""], ["", "secret", ""], "" },
    };

    [Fact]
    public void The_table_of_these_tests_contains_every_setting() =>
        Assert.Equal(
            SettingCatalog.All.Select(row => row.Name).Order(StringComparer.Ordinal),
            Table().Select(row => row.Data.Item1).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Table))]
    public void An_argument_overrides_the_environment_which_overrides_the_file_which_overrides_the_default(
        string name, string[] given, string[] loaded, string byDefault)
    {
        var row = SettingCatalog.ByName(name);
        Check(row, byDefault, "default");
        if (row.ConfigurationKey is { } key)
        {
            var (section, leaf) = (key.Split('.')[0], key.Split('.')[1]);
            workspace.Config($"{section}:\n  {leaf}: {given[2]}\n");
            Check(row, loaded[2], $"CONFIG: {key}");
        }

        foreach (var variable in row.Environment.Reverse())
        {
            workspace.Variable(variable, given[1]);
            Check(row, loaded[1], variable);
        }

        if (row.Argument is { } argument)
        {
            workspace.Argument(argument, given[0]);
            Check(row, loaded[0], "--" + argument);
        }
    }

    [Fact]
    public void The_last_of_two_equal_arguments_applies() =>
        Assert.Equal("second", workspace.Argument("bucket", "first", "second").Load().Bucket);

    [Fact]
    public void Every_value_of_an_argument_that_can_be_repeated_applies()
    {
        var options = workspace.Argument("anchor", "b", "a/c", "b").LoadWithOptions().Options;

        Assert.Equal(["b", "a/c", "b"], LineageStatusOptions.Of(options).Anchors);
        Assert.Equal(["b", "a/c", "b"], PullSnapshotOptions.Of(options).Anchors);
    }

    [Fact]
    public void The_case_of_an_argument_does_not_matter() =>
        Assert.Equal("mine", workspace.Argument("BUCKET", "mine").Load().Bucket);

    [Fact]
    public void A_flag_without_a_value_is_on() =>
        Assert.True(PushOptions.Of(workspace.Argument("force", (string?)null).LoadWithOptions().Options).Force);

    [Fact]
    public void An_option_with_a_value_of_its_own_needs_none()
    {
        Assert.Equal("*", RunOptions.Of(workspace.Argument("files", (string?)null).LoadWithOptions().Options).Files);
        Assert.Equal("kube", RunOptions.Of(workspace.Argument("files", "kube").LoadWithOptions().Options).Files);
    }

    [Fact]
    public void A_flag_can_be_turned_off() =>
        Assert.False(PushOptions.Of(workspace.Argument("force", "false").LoadWithOptions().Options).Force);

    [Fact]
    public void An_empty_environment_variable_counts_as_unset()
    {
        workspace.Config("aws_sso:\n  bucket: from-file\n").Variable("TAZPOD_BUCKET", "");
        Assert.Equal("from-file", workspace.Load().Bucket);
    }

    [Fact]
    public void AWS_REGION_is_ignored() =>
        Assert.Equal("eu-central-1", workspace.Variable("AWS_REGION", "us-east-1").Load().Region);

    [Fact]
    public void With_an_endpoint_the_bucket_is_in_the_path_by_default()
    {
        workspace.Argument("endpoint", "http://localhost:9000");
        Assert.True(workspace.Load().PathStyle);
        Assert.False(workspace.Argument("path-style", "false").Load().PathStyle);
    }

    [Theory]
    [InlineData("true", "http://file:1/", false)]
    [InlineData("TRUE", "http://file:1/", false)]
    [InlineData("yes", "http://environment:1/", true)]
    [InlineData("false", "http://environment:1/", true)]
    [InlineData("", "http://environment:1/", true)]
    public void The_endpoint_of_the_environment_applies_unless_the_switch_of_AWS_disables_it(string ignored, string endpoint, bool isFromEnvironment)
    {
        workspace.Config("vault:\n  endpoint: http://file:1\n")
            .Variable("AWS_ENDPOINT_URL", "http://environment:1").Variable("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", ignored);
        var settings = workspace.Load();
        Assert.Equal(endpoint, settings.Endpoint?.AbsoluteUri);
        Assert.Equal(isFromEnvironment, settings.EndpointIsFromEnvironment);
        Assert.Equal(isFromEnvironment ? "http://file:1/" : null, settings.EndpointBehindEnvironment?.AbsoluteUri);
        settings = workspace.Argument("endpoint", "http://argument:1").Load();
        Assert.Equal("http://argument:1/", settings.Endpoint?.AbsoluteUri);
        Assert.False(settings.EndpointIsFromEnvironment);
    }

    [Fact]
    public void An_explicit_path_style_is_known()
    {
        Assert.Null(workspace.Argument("endpoint", "http://localhost:9000").Load().GivenPathStyle);
        Assert.False(workspace.Argument("path-style", "false").Load().GivenPathStyle);
    }

    [Fact]
    public void A_profile_of_the_file_alone_is_marked_as_such()
    {
        workspace.Config("aws_sso:\n  profile: tazlab\n");
        Assert.True(workspace.Load().ProfileIsFromFile);
        Assert.False(workspace.Variable("AWS_PROFILE", "tazlab").Load().ProfileIsFromFile);
    }

    [Fact]
    public void Our_variable_for_the_profile_overrides_those_of_the_AWS_CLI_which_apply_in_its_order()
    {
        Assert.Equal("third", workspace.Variable("AWS_PROFILE", "third").Load().Profile);
        Assert.Equal("second", workspace.Variable("AWS_DEFAULT_PROFILE", "second").Load().Profile);
        Assert.Equal("first", workspace.Variable("TAZPOD_PROFILE", "first").Load().Profile);
    }

    [Fact]
    public void The_file_is_found_upward_and_its_relative_paths_start_at_its_workspace()
    {
        workspace.Config("vault:\n  secrets: plain\n  storage: file:store\n");
        var below = Directory.CreateDirectory(Path.Combine(workspace.Here, "a", "b")).FullName;
        var settings = workspace.Argument("result", "r.json").Load(below);
        Assert.Equal("HERE/plain", workspace.Named(settings.SecretsDirectory));
        Assert.Equal("file:HERE/store", workspace.Named(settings.Storage.ToString()));
        Assert.Equal("HERE/.tazpod/vault/vault.tar.aes", workspace.Named(settings.VaultFile));
        Assert.Equal("HERE/a/b/r.json", workspace.Named(settings.ResultFile!));
    }

    [Fact]
    public void The_nearest_tazpod_is_the_workspace_as_with_git()
    {
        workspace.Config("aws_sso:\n  bucket: outer\n");
        var inner = Path.Combine(workspace.Here, "inner");
        Directory.CreateDirectory(Path.Combine(inner, ".tazpod"));
        Assert.Equal("tazlab-storage", workspace.Load(inner).Bucket);
    }

    [Fact]
    public void Without_a_home_only_the_settings_that_need_it_fail()
    {
        var settings = workspace.Load(homeIsSet: false);
        var error = Assert.Throws<TazPod.Vault.Errors.VaultException>(() => settings.SecretsDirectory);
        Assert.Equal("TAZPOD1001", error.Error.Code);
        Assert.Equal("the secrets directory is unknown: it is not configured, and HOME is not set", error.Message);
        workspace.Variable("TAZPOD_SECRETS", "~/x");
        error = Assert.Throws<TazPod.Vault.Errors.VaultException>(() => workspace.Load(homeIsSet: false));
        Assert.Equal("'~/x' from TAZPOD_SECRETS starts at the home directory, but HOME is not set", error.Message);
    }

    public void Dispose() => workspace.Dispose();

    private void Check(SettingDefinition row, string value, string origin)
    {
        var (settings, options) = workspace.LoadWithOptions();
        Assert.Equal(value, workspace.Named(row.IsOption ? Value(options, row.Name) : Value(settings, row.Name)));
        Assert.Equal(origin, workspace.Named(settings.Origins[row.Name]));
        Assert.Empty(settings.Notices);
    }

    private static string Value(VaultSettings settings, string name) => name switch
    {
        "storage" => settings.Storage.ToString(),
        "bucket" => settings.Bucket,
        "region" => settings.Region,
        "endpoint" => settings.Endpoint?.AbsoluteUri ?? "",
        "path style" => settings.PathStyle.ToString(),
        "profile" => settings.Profile ?? "",
        "vault file" => settings.VaultFile,
        "secrets directory" => settings.SecretsDirectory,
        "retention" => settings.Retention.ToString(CultureInfo.InvariantCulture),
        "keep last" => settings.KeepLast.ToString() ?? "",
        "keep daily" => settings.KeepDaily.ToString() ?? "",
        "keep weekly" => settings.KeepWeekly.ToString() ?? "",
        "keep monthly" => settings.KeepMonthly.ToString() ?? "",
        "passphrase" => settings.Passphrase is { } passphrase ? System.Text.Encoding.UTF8.GetString(passphrase.Bytes) : "",
        "passphrase file" => settings.PassphraseFile ?? "",
        "new passphrase file" => settings.NewPassphraseFile ?? "",
        "allow odd passphrase" => settings.AllowOddPassphrase.ToString(),
        "versioning" => settings.Versioning?.ToString() ?? "",
        "TLS only" => settings.TlsOnly.ToString(),
        "unsafe store" => settings.UnsafeStore.ToString(),
        "server-side encryption" => settings.Sse ?? "",
        "encryption key" => settings.SseKmsKeyId ?? "",
        "connect timeout" => settings.ConnectTimeout.ToString(),
        "request timeout" => settings.RequestTimeout.ToString(),
        "lineage" => settings.Lineage ?? "",
        "lineage prefix" => settings.LineagePrefix,
        "trust configuration" => settings.TrustConfiguration.ToString(),
        "timeout" => settings.Timeout.ToString(),
        "retries" => settings.Retries.ToString(CultureInfo.InvariantCulture),
        "mask" => string.Join(',', settings.Mask),
        "result file" => settings.ResultFile ?? "",
        _ => throw new InvalidOperationException(name),
    };

    private static string Value(OptionValues options, string name) => name switch
    {
        "glob" => ListOptions.Of(options).Glob ?? "",
        "path" => ReadOptions.Of(options).Path ?? "",
        "resume" => EditOptions.Of(options).Resume.ToString(),
        "discard" => EditOptions.Of(options).Discard.ToString(),
        "note" => PinOptions.Of(options).Note ?? "",
        "copy by index" or "copy by time" => PullOptions.Of(options).Copy.ToString(),
        "force" => PushOptions.Of(options).Force.ToString(),
        "skip links" => SaveOptions.Of(options).SkipLinks.ToString(),
        "allow empty" => SaveOptions.Of(options).AllowEmpty.ToString(),
        "plan" => PruneOptions.Of(options).Plan.ToString(),
        "first tree" => DiffOptions.Of(options).From?.ToString() ?? "",
        "second tree" => DiffOptions.Of(options).To?.ToString() ?? "",
        "merge" => PushOptions.Of(options).Merge.ToString(CultureInfo.InvariantCulture),
        "ours" => MergeOptions.Of(options).Ours.ToString(),
        "theirs" => MergeOptions.Of(options).Theirs.ToString(),
        "abort" => MergeOptions.Of(options).Abort.ToString(),
        "summary" => PushOptions.Of(options).Summary.ToString(),
        "yes" => RestoreOptions.Of(options).Yes.ToString(),
        "with history" => RekeyOptions.Of(options).WithHistory.ToString(),
        "command" => RunOptions.Of(options).Command ?? "",
        "environment file" => RunOptions.Of(options).EnvironmentFile,
        "allowed variables" => string.Join('|', RunOptions.Of(options).AllowedVariables),
        "files" => RunOptions.Of(options).Files ?? "",
        "file variables" => string.Join('|', RunOptions.Of(options).FileVariables.Select(variable => $"{variable.Key}={variable.Value}")),
        "allow disk" => RunOptions.Of(options).AllowDisk.ToString(),
        "pristine" => RunOptions.Of(options).Pristine.ToString(),
        "mask output" => RunOptions.Of(options).MaskOutput.ToString(),
        "newest copies" => VerifyOptions.Of(options).Last.ToString() ?? "",
        "fast" => VerifyOptions.Of(options).Fast.ToString(),
        "repair labels" => VerifyOptions.Of(options).RepairLabels.ToString(),
        "snapshot file" => PushSnapshotOptions.Of(options).File ?? "",
        "generation" => PullSnapshotOptions.Of(options).Generation?.ToString(CultureInfo.InvariantCulture) ?? "",
        "slot" => PullSnapshotOptions.Of(options).Slot?.ToString() ?? "",
        "fingerprint" => PushSnapshotOptions.Of(options).Fingerprint ?? "",
        "anchors" => string.Join('|', LineageStatusOptions.Of(options).Anchors),
        _ => throw new InvalidOperationException(name),
    };
}
