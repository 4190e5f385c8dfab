using Cake.Core.IO;
using TazPod.Vault;
using TazPod.Vault.Lineages;
using TazPod.Vault.Options;
using TazPod.Vault.Settings;
using TazPod.Vault.Verbs;
using Path = System.IO.Path;

namespace Cake.TazPod.Tests;

public sealed class TazPodSettingsTests
{
    // What a script cannot usefully say: see the reasons.
    private static readonly string[] NotForScripts =
    [
        "mask", // configured once, for every run of a workspace
        "trust configuration", // the environment alone may say whom to trust
    ];

    [Fact]
    public void Every_setting_and_option_has_a_property()
    {
        var properties = typeof(TazPodSettings).GetProperties().Select(property => Plain(property.Name)).ToHashSet(StringComparer.Ordinal);

        var missing = SettingCatalog.All
            .Where(row => !NotForScripts.Contains(row.Name) && VaultVerbs.All.Any(verb => verb.Doors.HasFlag(VerbDoors.Script) && verb.Settings.Contains(row)))
            .Where(row => !Names(row).Any(name => properties.Contains(Plain(name))));

        Assert.Empty(missing.Select(row => row.Name));
    }

    [Theory]
    [InlineData("bucket", "from-the-command-line")]
    [InlineData("BUCKET", "from-the-command-line")]
    [InlineData("region", "from-the-script")]
    public void An_argument_has_precedence_over_the_script_and_the_script_over_the_environment(string argument, string bucket)
    {
        var script = new TazPodSettings { Bucket = "from-the-script" };

        var settings = Load(script, new() { [argument] = "from-the-command-line" }, new() { ["TAZPOD_BUCKET"] = "from-the-environment" }).Settings;

        Assert.Equal(bucket, settings.Bucket);
        Assert.Equal(bucket == "from-the-script" ? "TazPodSettings.Bucket" : "--bucket", settings.Origins["bucket"]);
    }

    [Fact]
    public void This_holds_for_every_setting_with_an_argument()
    {
        var script = new TazPodSettings { Versioning = true, TlsOnly = true, Force = true, Retention = 7, Timeout = TimeSpan.FromMinutes(7) };

        var (settings, options) = Load(
            script, new() { ["versioning"] = "false", ["tls-only"] = "false", ["force"] = "false", ["retention"] = "9", ["timeout"] = "9m" });

        Assert.Equal((false, false, 9, TimeSpan.FromMinutes(9)), (settings.Versioning, settings.TlsOnly, settings.Retention, settings.Timeout));
        Assert.False(PushOptions.Of(options).Force);
        Assert.True(Load(script).Settings.TlsOnly);
    }

    [Fact]
    public void An_argument_for_another_copy_replaces_the_copy_of_the_script()
    {
        Assert.Equal(CopySelector.AtIndex(3), PullOptions.Of(Load(new TazPodSettings { At = DateTimeOffset.UnixEpoch }, new() { ["index"] = "3" }).Options).Copy);
        Assert.Equal(LineageSlot.B, PullSnapshotOptions.Of(Load(new TazPodSettings { Generation = 3 }, new() { ["slot"] = "b" }).Options).Slot);
    }

    [Fact]
    public void A_retention_on_the_command_line_replaces_the_rules_of_the_script()
    {
        var script = new TazPodSettings { KeepLast = 1, KeepDaily = 2, KeepWeekly = 3, KeepMonthly = 4 };

        var given = Load(script, new() { ["retention"] = "9" }).Settings;

        Assert.Equal((9, null, null, null, null), (given.Retention, given.KeepLast, given.KeepDaily, given.KeepWeekly, given.KeepMonthly));
        Assert.Equal(2, Load(script).Settings.KeepDaily);
    }

    [Fact]
    public void A_passphrase_file_on_the_command_line_replaces_the_passphrase_of_the_script()
    {
        var script = new TazPodSettings { Passphrase = "the script's", PassphraseFile = "/script" };

        var given = Load(script, new() { ["passphrase-file"] = "/given" }).Settings;

        Assert.Null(given.Passphrase);
        Assert.Equal(Path.GetFullPath("/given"), given.PassphraseFile);

        // As if a variable that nobody set had been replaced.
        Assert.Empty(given.Notices);
        using var passphrase = Load(script).Settings.Passphrase;
        Assert.Equal("the script's", System.Text.Encoding.UTF8.GetString(passphrase!.Bytes));
    }

    public static TheoryData<string> Properties =>
        [.. typeof(TazPodSettings).GetProperties().Select(property => property.Name).Except([nameof(TazPodSettings.OwnArguments)])];

    [Theory]
    [MemberData(nameof(Properties))]
    public void A_property_sets_its_setting_and_no_other(string name)
    {
        var settings = new TazPodSettings();
        var property = typeof(TazPodSettings).GetProperty(name)!;
        property.SetValue(settings, Sample(property.PropertyType));

        Assert.Equal([Plain(name)], Passed(settings, Plain(name)));
    }

    // What a script's settings pass on: arguments, the passphrase, or properties of the settings. An argument counts under the property's name
    // if its row has that name.
    private static IEnumerable<string> Passed(TazPodSettings settings, string name)
    {
        var sources = settings.Under(new SettingsSources { WorkingDirectory = Path.GetTempPath() });
        var arguments = sources.Arguments
            .Where(argument => argument.Value is [{ Length: > 0 }, ..])
            .Select(argument => SettingCatalog.All.Single(row => row.Argument == argument.Key))
            .Select(row => Names(row).Select(Plain).FirstOrDefault(each => each == name) ?? Plain(row.Name));
        var before = new VaultSettings();
        var after = settings.Over(before);
        var changed = typeof(VaultSettings).GetProperties()
            .Where(each => each.CanWrite && !Equals(each.GetValue(before), each.GetValue(after)))
            .Select(each => Plain(each.Name));
        return [.. arguments, .. sources.Environment.Keys.Select(variable => Plain(variable["TAZPOD_".Length..])), .. changed];
    }

    private static LoadedSettings Load(TazPodSettings script, Dictionary<string, string>? arguments = null, Dictionary<string, string>? environment = null) =>
        VaultSettingsLoader.Load(script.Under(new SettingsSources
        {
            Arguments = (arguments ?? []).ToDictionary(argument => argument.Key, argument => (IReadOnlyList<string?>)[argument.Value]),
            Environment = environment ?? [],
            WorkingDirectory = AppContext.BaseDirectory,
        }));

    private static object Sample(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var given when given == typeof(bool) => true,
        var given when given == typeof(int) => 7,
        var given when given == typeof(long) => 7L,
        var given when given == typeof(Uri) => new Uri("https://s3.example"),
        var given when given == typeof(TimeSpan) => TimeSpan.FromSeconds(7),
        var given when given == typeof(DateTimeOffset) => DateTimeOffset.UnixEpoch,
        var given when given == typeof(FilePath) => new FilePath("file"),
        var given when given == typeof(DirectoryPath) => new DirectoryPath("directory"),
        var given when given == typeof(IReadOnlyCollection<string>) => new[] { "text" },
        _ => "aws:kms", // a text that every row of texts allows
    };

    private static IEnumerable<string> Names(SettingDefinition row)
    {
        yield return row.Name;
        yield return row.Argument ?? "";
        yield return row.ConfigurationKey?[(row.ConfigurationKey.IndexOf('.', StringComparison.Ordinal) + 1)..] ?? "";
    }

    private static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToUpperInvariant();
}
