using System.Text.Json.Nodes;
using TazPod.EndToEnd.Tests.Support;

namespace TazPod.EndToEnd.Tests;

/// <summary>With <c>--result=-</c> the standard output is the result, for a pipe.</summary>
public sealed class StandardOutputTests
{
    [Fact]
    public async Task The_result_is_all_that_is_on_the_standard_output()
    {
        using var place = await Place.PushedAsync();

        var listed = await place.DoAsync("ListHistory", "--result=-", "--verbosity=diagnostic");

        Assert.Equal("listed", (string?)JsonNode.Parse(listed.Output)!["status"]);
        Assert.Contains("1 history copy in ", listed.Error, StringComparison.Ordinal);
        Assert.Contains("stamp (UTC)", listed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_is_the_result_too()
    {
        using var place = await Place.PushedAsync();

        var missing = await place.RunAsync("PullVault", "--result=-", "--index=9");
        place.Environment["TAZPOD_RESULT"] = "-";
        var wrong = await place.RunAsync("PullVault", "--index=0");

        Assert.Equal((3, 2), (missing.ExitCode, wrong.ExitCode));
        Assert.Equal("TAZPOD2003", (string?)JsonNode.Parse(missing.Output)!["code"]);
        Assert.StartsWith("Error: TAZPOD2003: ", missing.ErrorLine, StringComparison.Ordinal);
        Assert.Equal("TAZPOD1001", (string?)JsonNode.Parse(wrong.Output)!["code"]);
    }

    [Theory]
    [InlineData("PusVault", "--verbosity=diagnostic")]
    [InlineData("PushVault", "word")]
    [InlineData("PushVault", "--bucket=")]
    public async Task A_command_line_that_is_refused_is_the_result_too(string target, string argument)
    {
        using var place = new Place();

        var refused = await place.RunAsync(target, "--result=-", argument);

        Assert.Equal(2, refused.ExitCode);
        Assert.Equal((target, "failed"), ((string?)JsonNode.Parse(refused.Output)!["verb"], (string?)JsonNode.Parse(refused.Output)!["status"]));
    }

    [Fact]
    public async Task The_output_of_a_command_and_the_commands_to_a_ci_system_are_not_on_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "runs a program of Linux");
        using var place = await Place.PushedAsync();
        place.Write("secrets/.env", "A=1\n");
        place.Write("output", "");
        place.Write("summary", "");
        await place.DoAsync("SaveVault", "--secrets=secrets");
        place.Environment["GITHUB_ACTIONS"] = "true";
        place.Environment["GITHUB_OUTPUT"] = place.Path("output");
        place.Environment["GITHUB_STEP_SUMMARY"] = place.Path("summary");

        var run = await place.DoAsync("RunWithVault", "--result=-", "--exec=echo hello");

        Assert.Equal("RunWithVault", (string?)JsonNode.Parse(run.Output)!["verb"]);
        Assert.Contains("::group::RunWithVault", run.Error, StringComparison.Ordinal);
        Assert.True(
            run.Error.IndexOf("::endgroup::", StringComparison.Ordinal) < run.Error.IndexOf("\nhello", StringComparison.Ordinal), run.Error);
    }
}
