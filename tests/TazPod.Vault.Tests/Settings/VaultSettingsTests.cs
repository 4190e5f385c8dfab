using TazPod.Vault.Errors;
using TazPod.Vault.Options;
using TazPod.Vault.Sealing;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Tests.Settings;

public sealed class VaultSettingsTests
{
    [Fact]
    public void Settings_created_in_code_have_the_documented_defaults()
    {
        var settings = new VaultSettings { HomeDirectory = "/home/me" };
        Assert.Equal(StorageKind.S3, settings.Storage.Kind);
        Assert.Equal("tazlab-storage", settings.Bucket);
        Assert.Equal("/home/me/secrets", settings.SecretsDirectory);
        Assert.EndsWith(".tazpod/vault/vault.tar.aes", settings.VaultFile);
        Assert.False(settings.PathStyle);
        Assert.True(new VaultSettings { Endpoint = new Uri("http://localhost:1") }.PathStyle);
    }

    [Fact]
    public void Relative_paths_become_absolute() =>
        Assert.Equal(Path.GetFullPath("x"), new VaultSettings { VaultFile = "x" }.VaultFile);

    [Fact]
    public void Values_that_are_not_allowed_are_refused_in_code_too()
    {
        Func<object>[] makers =
        [
            () => new VaultSettings { Retention = 0 },
            () => new VaultSettings { Retention = 10_001 },
            () => new VaultSettings { Bucket = "A" },
            () => new VaultSettings { Region = "" },
            () => new VaultSettings { Endpoint = new Uri("ftp://x") },
            () => new VaultSettings { Retries = -1 },
            () => new VaultSettings { ConnectTimeout = TimeSpan.Zero },
            () => new VaultSettings { RequestTimeout = TimeSpan.FromHours(2) },
            () => new VaultSettings { VaultFile = "" },
            () => new VaultSettings { SecretsDirectory = " " },
            () => new VaultSettings { PassphraseFile = "" },
            () => new VaultSettings { NewPassphraseFile = "a\0b" },
            () => new VaultSettings { ResultFile = "" },
            () => new PushSnapshotOptions { File = "" },
            () => new PullSnapshotOptions { File = "" },
        ];
        Assert.All(makers, make => Assert.Same(VaultErrors.InvalidSetting, Assert.Throws<VaultException>(make).Error));
        var error = Assert.Throws<VaultException>(makers[0]);
        Assert.Equal("retention as set in code is not allowed: it must be a whole number from 1 to 10000", error.Message);
    }

    [Fact]
    public void Printed_settings_show_no_secret()
    {
        using var passphrase = Passphrase.FromText("s3cr3t-phrase");
        var printed = new VaultSettings
        {
            AccessKeyId = "s3cr3t-id",
            SecretAccessKey = "s3cr3t-key",
            SessionToken = "s3cr3t-token",
            Passphrase = passphrase,
        }.ToString();
        Assert.DoesNotContain("s3cr3t", printed);
        Assert.EndsWith("vault file by default", printed);
    }

    [Fact]
    public void Every_row_of_the_table_can_be_set_somewhere_and_is_named_once()
    {
        var rows = SettingCatalog.All;
        Assert.All(rows, row => Assert.True(row.Argument is not null || row.Environment.Count > 0 || row.ConfigurationKey is not null));
        string[] names =
        [
            .. rows.Select(row => row.Name),
            .. rows.Where(row => row.Argument is not null).Select(row => "--" + row.Argument),
        ];
        Assert.Equal(names.Length, names.Distinct().Count());
    }

    [Fact]
    public void This_process_has_its_own_sources()
    {
        var sources = SettingsSources.OfThisProcess(new Dictionary<string, IReadOnlyList<string?>>());
        Assert.Equal(Directory.GetCurrentDirectory(), sources.WorkingDirectory);
        Assert.Contains("PATH", sources.Environment.Keys);
    }
}
