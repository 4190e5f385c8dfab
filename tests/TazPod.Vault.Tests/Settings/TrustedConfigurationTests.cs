using System.Runtime.Versioning;
using TazPod.Vault.Errors;
using TazPod.Vault.Files;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Tests.Settings;

/// <summary>Which configurations are trusted, by their owner.</summary>
public sealed class TrustedConfigurationTests : IDisposable
{
    private const string Yaml = "aws_sso:\n  bucket: from-file\n";
    private readonly Workspace workspace = new();

    private string Marker => Path.Combine(workspace.Here, ".tazpod");

    [Fact]
    public void That_of_another_user_is_refused_with_their_name_and_the_ways_out()
    {
        var error = workspace.Config(Yaml).OfAnother(Marker).Refused();

        Assert.Same(VaultErrors.ConfigurationNotTrusted, error.Error);
        Assert.StartsWith(
            $"the configuration 'HERE/.tazpod' is not trusted: it belongs to mallory (uid {Workspace.Another}), but the current user is ",
            workspace.Named(error.Message),
            StringComparison.Ordinal);
        Assert.Contains("TAZPOD_TRUST_CONFIG=1", error.Hint, StringComparison.Ordinal);
        Assert.Contains("--vault-file, and --storage or --bucket", error.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_directory_without_a_file_still_determines_the_location_of_the_vault()
    {
        Directory.CreateDirectory(Marker);
        Assert.Same(VaultErrors.ConfigurationNotTrusted, workspace.OfAnother(Marker).Refused().Error);
    }

    [Fact]
    public void One_of_ours_further_up_is_not_used_instead()
    {
        workspace.Config(Yaml);
        var inner = Directory.CreateDirectory(Path.Combine(workspace.Here, "inner", ".tazpod")).FullName;
        workspace.OfAnother(inner);

        var error = Assert.Throws<VaultException>(() => workspace.Load(Path.GetDirectoryName(inner)));

        Assert.StartsWith("the configuration 'HERE/inner/.tazpod' is not trusted", workspace.Named(error.Message), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("config.yaml")]
    [InlineData("")]
    public void The_directory_and_the_file_must_both_be_ours(string other)
    {
        workspace.Config(Yaml).OnlyOfAnother(Path.Combine(Marker, other));
        Assert.Same(VaultErrors.ConfigurationNotTrusted, workspace.Refused().Error);
    }

    [Theory]
    [InlineData(".tazpod", "theirs")]
    [InlineData(".tazpod", "link")]
    [InlineData(".tazpod/config.yaml", "theirs")]
    [InlineData(".tazpod/config.yaml", "link")]
    public void A_link_is_trusted_if_its_owner_and_its_target_are(string name, string foreign)
    {
        workspace.Config(Yaml);
        var path = Path.Combine(workspace.Here, name);
        var moved = Path.Combine(workspace.Here, "moved");
        Directory.Move(path, moved);
        var first = Path.Combine(workspace.Here, "first");
        File.CreateSymbolicLink(first, "moved");
        File.CreateSymbolicLink(path, first);
        Assert.Equal("from-file", workspace.Load().Bucket);

        workspace.OnlyOfAnother(foreign == "link" ? first : moved);

        Assert.Same(VaultErrors.ConfigurationNotTrusted, workspace.Refused().Error);
    }

    [Theory]
    [InlineData(0, null, false, false)]
    [InlineData(0, "65534", false, true)]
    [InlineData(0, "65533", false, false)]
    [InlineData(0, "x", false, false)]
    [InlineData(0, null, true, true)]
    [InlineData(4242, "65534", false, true)]
    [InlineData(4242, null, true, false)]
    [InlineData(65534, null, false, true)]
    public void The_caller_of_sudo_is_trusted_and_by_root_the_owner_of_the_working_directory(int user, string? sudoCaller, bool hasDirectory, bool isBelieved)
    {
        workspace.Config(Yaml).OnlyOfAnother(Marker).OnlyOfAnother(workspace.ConfigFile);
        workspace.Identity = workspace.Identity! with { User = (uint)user };
        if (sudoCaller is not null)
        {
            workspace.Variable("SUDO_UID", sudoCaller);
        }

        if (hasDirectory)
        {
            workspace.OnlyOfAnother(workspace.Here);
            workspace.Identity = workspace.Identity with { User = (uint)user };
        }

        if (isBelieved)
        {
            Assert.Equal("from-file", workspace.Load().Bucket);
        }
        else
        {
            Assert.Same(VaultErrors.ConfigurationNotTrusted, workspace.Refused().Error);
        }
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void That_of_root_is_trusted_and_so_is_one_that_everyone_may_write()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Posix.IsRoot, "needs files of root");
        workspace.Config(Yaml).Identity = new UserIdentity(4242, _ => null);
        File.SetUnixFileMode(Marker, (UnixFileMode)0x1FF);
        File.SetUnixFileMode(workspace.ConfigFile, (UnixFileMode)0x1FF);
        Assert.Equal("from-file", workspace.Load().Bucket);
    }

    [Fact]
    public void If_the_system_has_no_owners_all_are_trusted()
    {
        workspace.Config(Yaml).Identity = null;
        Assert.Equal("from-file", workspace.Load().Bucket);
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("true", true)]
    [InlineData("0", false)]
    [InlineData("false", false)]
    [InlineData("yes", false)]
    public void The_environment_can_trust_it(string value, bool isBelieved)
    {
        workspace.Config(Yaml).OfAnother(Marker).Variable("TAZPOD_TRUST_CONFIG", value);
        if (isBelieved)
        {
            Assert.Equal("from-file", workspace.Load().Bucket);
        }
        else
        {
            Assert.Same(VaultErrors.ConfigurationNotTrusted, workspace.Refused().Error);
        }
    }

    [Fact]
    public void No_file_and_no_argument_can_trust_it()
    {
        Assert.Same(VaultErrors.UnknownSetting, workspace.Config("vault:\n  trust_config: 1\n").Refused().Error);
        var row = Assert.Single(SettingCatalog.All, row => row.Environment.Contains("TAZPOD_TRUST_CONFIG"));
        Assert.Equal((null, null), (row.Argument, row.ConfigurationKey));
    }

    [Theory]
    [InlineData("bucket", "mine", true)]
    [InlineData("storage", "s3", true)]
    [InlineData("region", "eu-west-1", false)]
    public void It_is_skipped_with_a_notice_if_both_ends_of_the_sync_are_given(string name, string value, bool isEnough)
    {
        workspace.Config(Yaml + "  region: us-east-1\n").OfAnother(Marker).Argument(name, value);
        Assert.Same(VaultErrors.ConfigurationNotTrusted, workspace.Refused().Error);
        workspace.Variable("TAZPOD_VAULT_FILE", "v.aes");
        if (!isEnough)
        {
            Assert.Same(VaultErrors.ConfigurationNotTrusted, workspace.Refused().Error);
            return;
        }

        var settings = workspace.Load();

        Assert.NotEqual("from-file", settings.Bucket);
        Assert.Equal("eu-central-1", settings.Region);
        Assert.StartsWith(
            $"The configuration 'HERE/.tazpod' is skipped: it belongs to mallory (uid {Workspace.Another})",
            workspace.Named(Assert.Single(settings.Notices)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_vault_file_alone_is_not_enough_and_neither_is_the_store()
    {
        workspace.Config(Yaml).OfAnother(Marker).Variable("TAZPOD_VAULT_FILE", "v.aes");
        Assert.Same(VaultErrors.ConfigurationNotTrusted, workspace.Refused().Error);
        workspace.Variable("TAZPOD_VAULT_FILE", "").Variable("TAZPOD_BUCKET", "mine").Variable("TAZPOD_STORAGE", "s3");
        Assert.StartsWith("the configuration 'HERE/.tazpod' is not trusted", workspace.Named(workspace.Refused().Message), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(".tazpod")]
    [InlineData(".tazpod/config.yaml")]
    [UnsupportedOSPlatform("windows")]
    public void One_that_cannot_be_read_is_refused_or_skipped_too(string closed)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && !Posix.IsRoot, "root is not restricted by modes");
        var path = Path.Combine(workspace.Here, closed);
        workspace.Config(Yaml);
        File.SetUnixFileMode(path, UnixFileMode.None);
        try
        {
            var error = workspace.Refused();
            Assert.Same(VaultErrors.ConfigurationNotTrusted, error.Error);
            Assert.Contains("is not trusted: it cannot be read, and it belongs to ", error.Message, StringComparison.Ordinal);
            Assert.Contains("is skipped", Assert.Single(workspace.Argument("vault-file", "v.aes").Argument("bucket", "mine").Load().Notices));
        }
        finally
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public void A_file_of_that_name_is_no_workspace_whatever_its_owner()
    {
        File.WriteAllText(Marker, "");
        Assert.Equal("tazlab-storage", workspace.OfAnother(Marker).Load().Bucket);
    }

    [Fact]
    public void The_vault_of_the_container_is_trusted_by_the_same_rule()
    {
        workspace.Write(Path.Combine(workspace.Container, ".tazpod/vault/vault.tar.aes"), "x");
        var error = workspace.OfAnother(workspace.Container).Refused();
        Assert.Same(VaultErrors.ConfigurationNotTrusted, error.Error);
        Assert.StartsWith("the vault file in 'ROOT/container/.tazpod' is not trusted: it belongs to mallory", workspace.Named(error.Message));
        Assert.Contains("--vault-file", error.Hint, StringComparison.Ordinal);

        Assert.Equal("HERE/v.aes", workspace.Named(workspace.Argument("vault-file", "v.aes").Load().VaultFile));
    }

    [Fact]
    public void The_reason_for_the_trust_is_known()
    {
        Assert.Equal(["configuration: no .tazpod from here upward"], Told());
        workspace.Config(Yaml).OfAnother(Marker).Variable("TAZPOD_TRUST_CONFIG", "1");
        Assert.Equal(
            [$"configuration: 'CONFIG', believed: it belongs to mallory (uid {Workspace.Another}), and TAZPOD_TRUST_CONFIG is set"], Told());
        workspace.Variable("TAZPOD_TRUST_CONFIG", "").Argument("vault-file", "v.aes").Argument("bucket", "mine");
        Assert.StartsWith("configuration: 'HERE/.tazpod', skipped: it belongs to mallory", Assert.Single(Told()), StringComparison.Ordinal);
    }

    public void Dispose() => workspace.Dispose();

    private IEnumerable<string> Told() => workspace.Load().Trust!.Describe().Select(each => workspace.Named($"{each.Name}: {each.Finding}"));
}
