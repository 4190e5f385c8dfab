using System.Diagnostics;
using System.Text;
using TazPod.Vault.Errors;

namespace TazPod.Vault.Tests.Settings;

public sealed class ConfigurationFileTests : IDisposable
{
    private readonly Workspace workspace = new();

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("# nothing\n")]
    [InlineData("---\n")]
    [InlineData("~\n")]
    [InlineData("{}\n")]
    [InlineData("vault:\naws_sso:\n")]
    [InlineData("vault: {}\naws_sso: ~\n")]
    [InlineData("vault:\n  retention:\n  file: ~\naws_sso:\n  bucket: ''\n  profile: \"\"\n")]
    [InlineData("\uFEFFvault:\n  retention: 50\n")]
    [InlineData("mode: host\nimage: x\nproviders:\n  a: [1, 2, {b: c}]\nfeatures: {debug: false}\n? [odd, key]\n: x\n")]
    public void A_file_that_sets_nothing_of_ours_loads_the_defaults(string yaml)
    {
        var settings = workspace.Config(yaml).Load();
        Assert.Equal(("tazlab-storage", 50, 0), (settings.Bucket, settings.Retention, settings.Notices.Count));
    }

    [Fact]
    public void The_file_of_TazPod_loads()
    {
        var settings = workspace.Config(
            """
            image: tazpod-engine:local
            container_name: tazpod-lab
            user: tazpod
            ghost_mode: true
            aws_sso:
              profile: tazlab
              bucket: my-bucket
              region: eu-west-1
            vault:
              retention: 12
            """).Load();
        Assert.Equal(("tazlab", "my-bucket", "eu-west-1", 12), (settings.Profile, settings.Bucket, settings.Region, settings.Retention));
        Assert.Empty(settings.Notices);
    }

    [Fact]
    public void Anchors_aliases_and_merged_mappings_are_followed()
    {
        var settings = workspace.Config(
            """
            names: &n my-bucket
            base: &base { retention: 9, retries: 1 }
            aws_sso: { bucket: *n }
            vault: { <<: *base, retries: 2 }
            """).Load();
        Assert.Equal(("my-bucket", 9, 2), (settings.Bucket, settings.Retention, settings.Retries));
    }

    [Theory]
    [InlineData("retension", "Did you mean 'vault.retention'?")]
    [InlineData("buket", "Known keys below 'vault': ")]
    [InlineData("Retention", "Did you mean 'vault.retention'?")]
    public void An_unknown_key_below_vault_is_an_error(string key, string hint)
    {
        var error = workspace.Config($"vault:\n  file: x\n  {key}: 3\n").Refused();
        Assert.Same(VaultErrors.UnknownSetting, error.Error);
        Assert.Equal($"unknown key 'vault.{key}' in 'CONFIG', line 3, column 3", workspace.Named(error.Message));
        Assert.StartsWith(hint, error.Hint);
    }

    [Fact]
    public void An_unknown_key_below_aws_sso_is_a_notice()
    {
        var settings = workspace.Config("aws_sso:\n  buckett: x\n  start_url: y\nvualt: 1\n").Load();
        Assert.Equal(
            [
                "The key 'aws_sso.buckett' in 'CONFIG', line 2, is unknown and ignored; did you mean 'aws_sso.bucket'?",
                "The key 'aws_sso.start_url' in 'CONFIG', line 3, is unknown and ignored.",
                "The key 'vualt' in 'CONFIG' is ignored; did you mean 'vault'?",
            ],
            settings.Notices.Select(workspace.Named));
    }

    [Theory]
    [InlineData("vault: 5\n", "line 1, column 8: 'vault' must be a mapping, not a single value")]
    [InlineData("vault: [1]\n", "line 1, column 8: 'vault' must be a mapping, not a list")]
    [InlineData("- a\n", "line 1, column 1: 'the file' must be a mapping, not a list")]
    [InlineData("vault:\n  retention: [5]\n", "line 2, column 14: 'vault.retention' must be a single value, not a list")]
    [InlineData("aws_sso:\n  bucket: {a: b}\n", "line 2, column 11: 'aws_sso.bucket' must be a single value, not a mapping")]
    [InlineData("vault:\n  mask: token\n", "line 2, column 9: 'vault.mask' must be a list, not a single value")]
    [InlineData("vault:\n  mask: [a, [b]]\n", "line 2, column 13: 'vault.mask' must be a list of single values, but holds a list")]
    [InlineData("vault:\n  [a]: b\n", "line 2, column 3: a key below 'vault' must be a single value, not a list")]
    [InlineData("vault:\n  retries: 1\n  retries: 2\n", "line 3, column 3: the key 'retries' is given twice")]
    [InlineData("a: 1\na: 2\n", "line 2, column 1: the key 'a' is given twice")]
    [InlineData("vault: *nowhere\n", "line 1, column 8: an alias is used before its anchor")]
    [InlineData("a: &a [*a]\n", "line 1, column 8: an alias is used before its anchor")]
    [InlineData("a: 1\n---\nb: 2\n", "line 2, column 1: there is more than one document")]
    public void Invalid_content_is_an_error_with_its_position(string yaml, string message)
    {
        var error = workspace.Config(yaml).Refused();
        Assert.Same(VaultErrors.InvalidConfigurationFile, error.Error);
        Assert.Equal("the configuration file 'CONFIG' is not valid, " + message, workspace.Named(error.Message));
    }

    [Theory]
    [InlineData("vault:\n\tretention: 5\n", 2)]
    [InlineData("vault: {retention: 5\n", 2)]
    [InlineData("vault: 'open\n", 1)]
    [InlineData("a: b: c\n", 1)]
    [InlineData("vault:\n  a: \"\\q\"\n", 2)]
    [InlineData("vault:\n  a: \"\\UFFFFFFFF\"\n", 2)]
    [InlineData("%YAML 9.9\n---\na: 1\n", 1)]
    public void Invalid_YAML_is_an_error_in_one_line_with_its_position(string yaml, int line)
    {
        var error = workspace.Config(yaml).Refused();
        Assert.Same(VaultErrors.InvalidConfigurationFile, error.Error);
        Assert.StartsWith($"the configuration file 'CONFIG' is not valid, line {line}, column ", workspace.Named(error.Message));
        Assert.DoesNotContain('\n', error.Message);
        Assert.NotNull(error.Hint);
    }

    [Fact]
    public void A_file_of_aliases_of_aliases_costs_nothing()
    {
        var bomb = new StringBuilder("a0: &a0 {x: y}\n");
        for (var i = 1; i < 60; i++)
        {
            bomb.Append($"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 9))}]\n");
            bomb.Append($"m{i}: &m{i} {{<<: [*a0, *{(i == 1 ? "a0" : $"m{i - 1}")}, *{(i == 1 ? "a0" : $"m{i - 1}")}]}}\n");
        }

        bomb.Append("? *a59\n: 1\n? [*a59, *a58]\n: 2\nvault: {<<: *m59}\n");
        var started = Stopwatch.GetTimestamp();
        var error = workspace.Config(bomb.ToString()).Refused();
        Assert.Equal("unknown key 'vault.x' in 'CONFIG', line 1, column 10", workspace.Named(error.Message));
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    [InlineData("? ")]
    public void An_endlessly_nested_file_is_refused(string opening)
    {
        var error = workspace.Config(string.Concat(Enumerable.Repeat(opening, 60_000))).Refused();
        Assert.Same(VaultErrors.InvalidConfigurationFile, error.Error);
        Assert.Contains("nested deeper than 50 levels", error.Message);
    }

    [Fact]
    public void A_file_that_is_not_text_or_too_large_is_refused()
    {
        workspace.Write(".tazpod/config.yaml", [0x61, 0x3a, 0x20, 0xff, 0xfe]);
        Assert.Equal("the configuration file 'CONFIG' is not valid: it is not UTF-8 text", workspace.Named(workspace.Refused().Message));
        workspace.Config(new string('#', 300_000));
        Assert.Equal("the configuration file 'CONFIG' is larger than 256 KiB", workspace.Named(workspace.Refused().Message));
    }

    [Fact]
    public void A_directory_instead_of_it_is_refused()
    {
        Directory.CreateDirectory(workspace.ConfigFile);
        var error = workspace.Refused();
        Assert.Same(VaultErrors.InvalidConfigurationFile, error.Error);
        Assert.Equal("the configuration file 'CONFIG' is a directory, not a file", workspace.Named(error.Message));
    }

    [Fact]
    public void A_link_that_leads_nowhere_is_refused()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(workspace.ConfigFile)!);
        File.CreateSymbolicLink(workspace.ConfigFile, "gone.yaml");
        Assert.Equal("the configuration file 'CONFIG' does not exist", workspace.Named(workspace.Refused().Message));
    }

    [Fact]
    public void A_garbled_file_always_ends_in_an_error_of_ours()
    {
        const string Good =
            "a: &a {b: [1, 'x', \"\\u00e9\"]}\nvault: {<<: *a, retention: 5}\naws_sso:\n  bucket: abc # c\n  region: |\n   x\n";
        const string Alphabet = " \t\n:{}[]&*!|>'\"%@`#-?,\\<~0aU\u0001";
        var random = new Random(7);
        for (var i = 0; i < 400; i++)
        {
            var text = new StringBuilder(Good);
            for (var edit = random.Next(1, 5); edit > 0; edit--)
            {
                text.Insert(random.Next(text.Length), Alphabet[random.Next(Alphabet.Length)]);
            }

            workspace.Config(text.ToString());
            var thrown = Record.Exception(() => workspace.Load());
            Assert.True(thrown is null or VaultException, $"{thrown}\n{text}");
        }
    }

    public void Dispose() => workspace.Dispose();
}
