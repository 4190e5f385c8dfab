using TazPod.Vault.Doors.Ci;
using TazPod.Vault.Doors.Tests.Support;

namespace TazPod.Vault.Doors.Tests.Ci;

public sealed class GitHubActionsTests : IDisposable
{
    private readonly TestFiles files = new();
    private readonly StringWriter log = new() { NewLine = "\n" };

    public GitHubActionsTests()
    {
        files.Write("output", "earlier=1\n");
        files.Write("summary", "");
    }

    public void Dispose()
    {
        files.Dispose();
        log.Dispose();
    }

    [Fact]
    public void It_is_detected_with_the_files_of_its_runner()
    {
        Assert.IsType<GitHubActions>(Find());
        File.Delete(files.Path("summary"));
        Assert.IsType<NoCiSystem>(Find());
    }

    [Fact]
    public void Its_commands_are_lines_of_the_log()
    {
        var system = Find();

        system.BeginGroup("PushVault");
        system.Mask("100 %\nof it");
        system.EndGroup("PushVault");
        system.Annotate("TAZPOD4001", "50 % is\r\nlost: all of it");

        Assert.Equal(
            """
            ::group::PushVault
            ::add-mask::100 %25%0Aof it
            ::endgroup::
            ::error title=TAZPOD4001::50 %25 is%0D%0Alost: all of it

            """.ReplaceLineEndings("\n"),
            log.ToString());
    }

    [Fact]
    public void Outputs_and_summaries_are_added_to_its_files()
    {
        var system = Find();

        system.SetOutputs([new("changed", "true"), new("etag", "e")]);
        system.AddSummary("### one\n");
        system.AddSummary("### two\n");

        Assert.Equal(["earlier=1", "changed=true", "etag=e"], File.ReadAllLines(files.Path("output")));
        Assert.Equal("### one\n### two\n", files.Read("summary"));
    }

    private CiSystem Find()
    {
        var variables = Variables.Of(
            ("GITHUB_ACTIONS", "true"), ("GITHUB_OUTPUT", files.Path("output")), ("GITHUB_STEP_SUMMARY", files.Path("summary")));
        return CiSystems.Find(new CiJob(variables) { Log = log });
    }
}
