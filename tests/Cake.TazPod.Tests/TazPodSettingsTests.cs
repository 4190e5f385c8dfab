using Cake.Core.IO;
using TazPod.Vault.Settings;
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
            .Where(row => !NotForScripts.Contains(row.Name))
            .Where(row => !Names(row).Any(name => properties.Contains(Plain(name))));

        Assert.Empty(missing.Select(row => row.Name));
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
        var sources = settings.Over(new SettingsSources { WorkingDirectory = Path.GetTempPath() });
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
