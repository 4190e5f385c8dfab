using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using TazPod.Build.Generation;
using TazPod.Vault.Errors;
using TazPod.Vault.Secrets;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Tests;

/// <summary>The pages agree with the code.</summary>
public sealed partial class DocsTests
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
    public void The_readme_stays_short() => Assert.InRange(Page("README.md").Split('\n').Length, 50, 200);

    // If this fails, run ./build.sh --target=Generate.
    [Fact]
    public void The_generated_parts_are_up_to_date() =>
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

    [Fact]
    public void The_page_of_the_architecture_has_a_row_for_every_room()
    {
        var page = Page("docs/ARCHITECTURE.md");

        Assert.All(RoomsTests.Rooms, room => Assert.Contains($"\n| `{room.Data}` | ", page, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_file_that_the_page_of_the_architecture_names_exists()
    {
        var files = NamedFile().Matches(Page("docs/ARCHITECTURE.md")).Select(match => match.Groups[1].Value).ToList();

        Assert.Contains("Sync/PushVerb.cs", files);
        Assert.DoesNotContain(files, file => !File.Exists(Path.Combine(Root(), file)) && !File.Exists(Path.Combine(Root(), "src", "TazPod.Vault", file)));
    }

    [Fact]
    public void Every_link_from_one_page_to_another_leads_somewhere()
    {
        string[] pages = [.. Directory.GetFiles(Root(), "*.md"), .. Directory.GetFiles(Path.Combine(Root(), "docs"), "*.md", SearchOption.AllDirectories)];

        var dead = pages.SelectMany(page => Link().Matches(File.ReadAllText(page))
            .Select(link => Path.Combine(Path.GetDirectoryName(page)!, link.Groups[1].Value))
            .Where(target => !Path.Exists(target)));

        Assert.Empty(dead);
    }

    private static string Page(string path) => File.ReadAllText(Path.Combine(Root(), path));

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));

    [GeneratedRegex(@"`([\w./-]+\.(?:cs|targets|sh))`")]
    private static partial Regex NamedFile();

    // Links to other sites, and within a page, are not matched.
    [GeneratedRegex(@"\]\((?!\w+:)([^)#\s]+)")]
    private static partial Regex Link();
}
