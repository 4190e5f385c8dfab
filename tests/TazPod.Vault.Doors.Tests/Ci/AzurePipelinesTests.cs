using TazPod.Vault.Doors.Ci;
using TazPod.Vault.Doors.Tests.Support;

namespace TazPod.Vault.Doors.Tests.Ci;

public sealed class AzurePipelinesTests : IDisposable
{
    private readonly TestFiles files = new();
    private readonly StringWriter log = new() { NewLine = "\n" };

    public AzurePipelinesTests() => Directory.CreateDirectory(files.Path("work/temp"));

    public void Dispose()
    {
        files.Dispose();
        log.Dispose();
    }

    [Fact]
    public void It_is_detected_with_a_temporary_directory_inside_that_of_the_agent()
    {
        Assert.IsType<AzurePipelines>(Find("work"));
        Assert.IsType<NoCiSystem>(Find("wor"));
        Assert.IsType<NoCiSystem>(Find("elsewhere"));
        Directory.Delete(files.Path("work/temp"));
        Assert.IsType<NoCiSystem>(Find("work"));
    }

    [Fact]
    public void Its_commands_are_lines_of_the_log()
    {
        var system = Find("work");

        system.BeginGroup("PushVault");
        system.Mask("100 %\nof it");
        system.EndGroup("PushVault");
        system.Annotate("TAZPOD4001", "50 % is lost; all of it]");
        system.SetOutputs([new("etag", "a;b]")]);

        Assert.Equal(
            """
            ##[group]PushVault
            ##vso[task.setsecret]100 %AZP25%0Aof it
            ##[endgroup]
            ##vso[task.logissue type=error;code=TAZPOD4001;]50 %AZP25 is lost; all of it]
            ##vso[task.setvariable variable=etag;isOutput=true;]a;b]

            """.ReplaceLineEndings("\n"),
            log.ToString());
    }

    [Fact]
    public void Each_summary_is_a_file_that_the_agent_reads_later()
    {
        var system = Find("work");

        system.AddSummary("### one");
        system.AddSummary("### two");

        var summaries = Directory.GetFiles(files.Path("work/temp"));
        Assert.Equal(["### one", "### two"], summaries.Select(File.ReadAllText).Order(StringComparer.Ordinal));
        Assert.All(summaries, file => Assert.Contains($"##vso[task.uploadsummary]{file}\n", log.ToString(), StringComparison.Ordinal));
    }

    private CiSystem Find(string work)
    {
        var variables = Variables.Of(
            ("TF_BUILD", "True"), ("AGENT_WORKFOLDER", files.Path(work)), ("AGENT_TEMPDIRECTORY", files.Path("work/temp")));
        return CiSystems.Find(new CiJob(variables) { Log = log });
    }
}
