using System.Runtime.CompilerServices;
using TazPod.Build.Generation;
using TazPod.Vault.Errors;
using TazPod.Vault.Secrets;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Tests;

/// <summary>The pages say what the code does.</summary>
public sealed class DocsTests
{
    [Fact]
    public void The_readme_names_every_setting_by_each_of_its_names()
    {
        var readme = Page("README.md");

        foreach (var setting in SettingCatalog.All)
        {
            string?[] names = [setting.Argument is null ? null : $"--{setting.Argument}", .. setting.Environment, setting.ConfigurationKey];
            foreach (var name in names.OfType<string>().Where(name => name.Length > 0))
            {
                Assert.Contains($"`{name}`", readme, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void The_readme_stays_a_page_that_one_can_read() => Assert.InRange(Page("README.md").Split('\n').Length, 50, 200);

    // Red? Run ./build.sh --target=Generate.
    [Fact]
    public void What_is_generated_from_the_tables_is_up_to_date() =>
        Assert.Empty(Generator.Stale(Root()));

    [Fact]
    public void Every_failure_has_its_row()
    {
        var rows = Page("docs/ERRORS.md").Split('\n').Where(line => line.StartsWith("| TAZPOD", StringComparison.Ordinal)).ToList();

        Assert.Equal(
            VaultErrors.All.Select(error => $"| {error.Code} | {(int)error.ExitCode} | {error.Summary} |"),
            rows.Select(row => row[..(row.LastIndexOf(" | ", StringComparison.Ordinal) + 2)]));
    }

    [Fact]
    public void The_page_of_commands_names_every_variable_that_decides_which_code_runs()
    {
        var table = Page("docs/RUN.md").Split("## Variables that decide which code runs")[1].Split("\n## ")[0];
        var rows = string.Concat(table.Split('\n').Where(line => line.StartsWith('|')));

        Assert.Equal(CodeVariables.All.Order(StringComparer.Ordinal), rows.Split('`').Where((_, index) => index % 2 == 1).Order(StringComparer.Ordinal));
    }

    private static string Page(string path) => File.ReadAllText(Path.Combine(Root(), path));

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
