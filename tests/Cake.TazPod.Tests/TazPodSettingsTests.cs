using TazPod.Vault.Settings;

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

    private static IEnumerable<string> Names(SettingDefinition row)
    {
        yield return row.Name;
        yield return row.Argument ?? "";
        yield return row.ConfigurationKey?[(row.ConfigurationKey.IndexOf('.', StringComparison.Ordinal) + 1)..] ?? "";
    }

    private static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToUpperInvariant();
}
