using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Tests.Settings;

/// <summary>The sample configuration, <c>docs/config.yaml</c>, as the settings reader sees it.</summary>
public sealed partial class SampleConfigurationTests : IDisposable
{
    private static readonly SettingDefinition[] Rows = [.. SettingCatalog.All.Where(row => row.ConfigurationKey is not null)];

    private readonly Workspace workspace = new();

    [Fact]
    public void As_it_is_it_only_names_the_bucket()
    {
        var settings = workspace.Config(Sample()).Load();

        Assert.Equal([SettingCatalog.Bucket], Set(settings));
        Assert.Empty(settings.Notices);
    }

    [Fact]
    public void With_every_line_switched_on_it_sets_every_key()
    {
        var settings = workspace.Config(Off().Replace(Sample(), "$1$2")).Load();

        Assert.Equal(Rows.Select(row => row.Name), Set(settings));
        Assert.Empty(settings.Notices);
    }

    [Fact]
    public void A_line_that_shows_a_default_shows_the_one_of_the_code()
    {
        var sample = Sample();
        // Not those that are explained in words, and two that would not do as an example: our own bucket, and a path outside the workspace.
        var values = Rows.Where(row => row.Default is not ("none" or VaultSettings.DefaultBucket or "$HOME/secrets") && !row.Default.Contains(' '));

        Assert.All(values, row => Assert.Contains($"\n  #{row.ConfigurationKey!.Split('.')[1]}: {row.Default}\n", sample, StringComparison.Ordinal));
    }

    public void Dispose() => workspace.Dispose();

    private static IEnumerable<string> Set(VaultSettings settings) =>
        Rows.Select(row => row.Name).Where(name => settings.Origins[name] != VaultSettingsLoader.Default);

    private static string Sample([CallerFilePath] string here = "") =>
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "docs", "config.yaml"));

    // "#key: value"; a comment has a space behind the "#".
    [GeneratedRegex("^( *)#([a-z_]+: )", RegexOptions.Multiline)]
    private static partial Regex Off();
}
