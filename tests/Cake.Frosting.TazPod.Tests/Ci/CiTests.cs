using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Cake.Frosting.TazPod.Tests.Support;
using TazPod.Vault.Doors.Terminals;

namespace Cake.Frosting.TazPod.Tests.Ci;

/// <summary>The log and the files that each CI system gets. The approved texts are beside this file.</summary>
public sealed partial class CiTests
{
    private const string Note = "a note that is long enough";
    private static readonly string[] Files = ["github-output", "github-summary", "tazpod.env"];

    [Theory]
    [InlineData("GitHubActions")]
    [InlineData("AzurePipelines")]
    [InlineData("GitLabCi")]
    [InlineData("TeamCity")]
    [InlineData("None")]
    public void It_gets_groups_outputs_a_summary_errors_and_masks(string system)
    {
        using var bench = Bench();
        foreach (var (name, value) in Variables(system, bench))
            bench.Environment.SetEnvironmentVariable(name, value);

        var text = Story(bench);

        var approved = Approved(system);
        if (approved != text)
            File.WriteAllText(Path.Combine(AppContext.BaseDirectory, $"{system}.received.txt"), text);
        Assert.Equal(approved, text);
    }

    [Theory]
    [InlineData("GITHUB_ACTIONS", "true", "GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")]
    [InlineData("TF_BUILD", "True", "AGENT_TEMPDIRECTORY", "AGENT_TEMPDIRECTORY")]
    [InlineData("TEAMCITY_VERSION", "2026.1", "TEAMCITY_BUILD_PROPERTIES_FILE", "TEAMCITY_BUILD_PROPERTIES_FILE")]
    public void Variables_without_their_runner_print_no_secret(string name, string value, string file, string other)
    {
        using var bench = Bench();
        bench.Environment.SetEnvironmentVariable(name, value);
        bench.Environment.SetEnvironmentVariable(file, bench.Path("nowhere/file"));
        bench.Environment.SetEnvironmentVariable(other, bench.Path("nowhere/file"));

        var text = Story(bench);

        Assert.DoesNotContain(Workbench.Secret, text, StringComparison.Ordinal);
        Assert.Equal(Approved("None"), text);
    }

    [Fact]
    public void A_temporary_directory_outside_the_agent_is_not_used()
    {
        using var bench = Bench();
        Directory.CreateDirectory(bench.Path("agent"));
        bench.Environment.SetEnvironmentVariable("TF_BUILD", "True");
        bench.Environment.SetEnvironmentVariable("AGENT_TEMPDIRECTORY", bench.Path("agent"));
        bench.Environment.SetEnvironmentVariable("AGENT_WORKFOLDER", "/home/vsts/work");

        Assert.DoesNotContain(Workbench.Secret, Story(bench), StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_is_masked_before_any_line_of_the_step()
    {
        using var bench = Bench();
        foreach (var (name, value) in Variables("GitHubActions", bench))
            bench.Environment.SetEnvironmentVariable(name, value);

        var lines = Story(bench).Split('\n');

        var masked = Array.IndexOf(lines, $"::add-mask::{Workbench.Secret}");
        Assert.Equal("::group::SetupStorage", lines[masked - 1]);
        Assert.DoesNotContain(lines, line => line.Contains(Workbench.Secret, StringComparison.Ordinal) && !line.StartsWith("::add-mask::", StringComparison.Ordinal));
        Assert.DoesNotContain("::add-mask::short", lines);
        Assert.Contains($"::add-mask::{Note}", lines);
    }

    [Fact]
    public void A_step_whose_outputs_cannot_be_written_still_succeeds_and_has_its_summary()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "a file that is always full");
        using var bench = Bench();
        foreach (var (name, value) in Variables("GitHubActions", bench))
            bench.Environment.SetEnvironmentVariable(name, value);
        bench.Environment.SetEnvironmentVariable("GITHUB_OUTPUT", "/dev/full");

        var text = Story(bench);

        Assert.Contains("the outputs of this step cannot be written: ", text, StringComparison.Ordinal);
        Assert.Contains("=== PushVault: exit code 0", text, StringComparison.Ordinal);
        Assert.Contains("### PushVault: pushed", text, StringComparison.Ordinal);
    }

    private static Workbench Bench()
    {
        var bench = new Workbench();
        Directory.CreateDirectory(bench.Path(".tazpod"));
        bench.Write(".tazpod/config.yaml", "vault:\n  mask: [token, app.env, missing, ../vault.tar.aes]\n");
        bench.Write("secrets/app.env", $"SHORT=short\nNOTE=\"{Note}\"\n");
        return bench;
    }

    private static IEnumerable<(string Name, string Value)> Variables(string system, Workbench bench)
    {
        switch (system)
        {
            case "GitHubActions":
                bench.Write("github-output", "");
                bench.Write("github-summary", "");
                return [("GITHUB_ACTIONS", "true"), ("GITHUB_OUTPUT", bench.Path("github-output")), ("GITHUB_STEP_SUMMARY", bench.Path("github-summary"))];
            case "AzurePipelines":
                Directory.CreateDirectory(bench.Path("agent"));
                return [("TF_BUILD", "True"), ("AGENT_WORKFOLDER", bench.Path("")), ("AGENT_TEMPDIRECTORY", bench.Path("agent"))];
            case "GitLabCi":
                return [("GITLAB_CI", "true"), ("CI_SERVER", "yes"), ("CI_PROJECT_DIR", bench.Path(""))];
            case "TeamCity":
                bench.Write("build.properties", "");
                return [("TEAMCITY_VERSION", "2026.1"), ("TEAMCITY_BUILD_PROPERTIES_FILE", bench.Path("build.properties"))];
            default:
                return [];
        }
    }

    // A push, a pull, an unlock, a list of the history, a conflict, a bad setting.
    private static string Story(Workbench bench)
    {
        using var log = new StringWriter { NewLine = "\n" };
        bench.Terminal = Terminal.None with { Output = log };
        bench.Console = new WritingConsole(log);
        string[][] steps =
        [
            ["SetupStorage"], ["SaveVault"], ["PushVault"], ["PushVault"], ["PullVault"], ["UnlockVault", "--secrets=out"], ["ListHistory"],
            ["SaveVault", "--vault-file=other.aes"], ["PushVault", "--vault-file=other.aes"], ["PushVault", "--retention=0"],
        ];
        foreach (var step in steps)
        {
            if (step is ["SaveVault", _])
                bench.Write("secrets/token", $"{Workbench.Secret}, changed");
            var exitCode = bench.Run(step[0], step[1..]);
            log.WriteLine($"=== {string.Join(' ', step)}: exit code {exitCode}");
            bench.Time.Advance(TimeSpan.FromSeconds(1));
        }

        foreach (var file in Files.Where(name => File.Exists(bench.Path(name))))
            log.WriteLine($"=== {file}\n{bench.Read(file)}");
        if (Directory.Exists(bench.Path("agent")))
            log.WriteLine($"=== summaries: {Directory.GetFiles(bench.Path("agent")).Length}");

        var text = log.ToString().ReplaceLineEndings("\n")
            .Replace($"{Environment.UserName}@{Environment.MachineName}", "me@here", StringComparison.Ordinal)
            .Replace(bench.Path("").TrimEnd('/'), "HERE", StringComparison.Ordinal);
        return Blanks().Replace(Bytes().Replace(Hash().Replace(text, "HASH"), "N B"), "  ");
    }

    private static string Approved(string system, [CallerFilePath] string here = "")
    {
        var file = Path.Combine(Path.GetDirectoryName(here)!, $"{system}.approved.txt");
        return File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "";
    }

    [GeneratedRegex("[0-9a-f]{32,64}|\\b[0-9a-f]{8}\\b")]
    private static partial Regex Hash();

    // Columns are as wide as this machine's name.
    [GeneratedRegex(" {2,}")]
    private static partial Regex Blanks();

    [GeneratedRegex("[0-9]+ B(?![a-z])")]
    private static partial Regex Bytes();
}
