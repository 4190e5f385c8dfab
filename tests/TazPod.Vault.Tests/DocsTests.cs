using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using TazPod.Vault.Errors;
using TazPod.Vault.Secrets;
using TazPod.Vault.Settings;

namespace TazPod.Vault.Tests;

/// <summary>The pages agree with the code.</summary>
public sealed partial class DocsTests
{
    [Fact]
    public void The_reference_names_every_setting_by_each_of_its_names()
    {
        var reference = Page("docs/REFERENCE.md");

        foreach (var setting in SettingCatalog.All)
        {
            string?[] names = [setting.Argument is null ? null : $"--{setting.Argument}", .. setting.Environment, setting.ConfigurationKey];
            foreach (var name in names.OfType<string>().Where(name => name.Length > 0))
            {
                Assert.Contains($"`{name}`", reference, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void The_reference_explains_every_exit_code()
    {
        var page = Page("docs/REFERENCE.md").Split("## Exit codes")[1].Split("\n## ")[0];
        var table = page.Split('\n').Where(line => ExitCodes().IsMatch(line));

        Assert.Equal(
            Enum.GetValues<ExitCode>().Select(code => (int)code),
            table.SelectMany(line => ExitCodes().Matches(line)).Select(code => int.Parse(code.Groups[1].Value, CultureInfo.InvariantCulture)).Order());
    }

    [Fact]
    public void The_readme_stays_short() => Assert.InRange(Page("README.md").Split('\n').Length, 50, 130);

    // The default bucket is somebody else's.
    [Fact]
    public void The_readme_names_a_bucket_before_the_first_command_that_uses_one()
    {
        var lines = Page("README.md").Split('\n').ToList();
        var first = lines.FindIndex(line => StoreCommand().IsMatch(line));

        Assert.InRange(first, 1, lines.Count);
        Assert.Contains(lines[..first], line => line.StartsWith("    export TAZPOD_BUCKET=", StringComparison.Ordinal));
    }

    [Fact]
    public void The_index_lists_every_page()
    {
        var index = Page("docs/README.md");
        var pages = Directory.GetFiles(Path.Combine(Root(), "docs"), "*.md").Select(page => Path.GetFileName(page)!).Where(name => name != "README.md");

        Assert.All(pages, name => Assert.Contains($"]({name})", index, StringComparison.Ordinal));
    }

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
        string[] pages =
        [
            .. Directory.GetFiles(Root(), "*.md"),
            .. Directory.GetFiles(Path.Combine(Root(), "docs"), "*.md", SearchOption.AllDirectories),
            .. Directory.GetFiles(Path.Combine(Root(), "examples"), "*.md"),
        ];

        var dead = pages.SelectMany(page => Link().Matches(File.ReadAllText(page))
            .Select(link => Path.Combine(Path.GetDirectoryName(page)!, link.Groups[1].Value))
            .Where(target => !Path.Exists(target)));

        Assert.Empty(dead);
    }

    private static string Page(string path) => File.ReadAllText(Path.Combine(Root(), path));

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));

    [GeneratedRegex(@"`([\w./-]+\.(?:cs|targets|sh))`")]
    private static partial Regex NamedFile();

    [GeneratedRegex(@"\| (\d+) \| ")]
    private static partial Regex ExitCodes();

    [GeneratedRegex("--target=(SetupStorage|PushVault|PullVault|Bootstrap|RestoreVault|ListHistory)")]
    private static partial Regex StoreCommand();

    // Links to other sites, and within a page, are not matched.
    [GeneratedRegex(@"\]\((?!\w+:)([^)#\s]+)")]
    private static partial Regex Link();
}
