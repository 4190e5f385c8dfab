using TazPod.Vault.Doors.Ci;
using TazPod.Vault.Doors.Tests.Support;

namespace TazPod.Vault.Doors.Tests.Ci;

public sealed class TeamCityTests : IDisposable
{
    private readonly TestFiles files = new();
    private readonly StringWriter log = new() { NewLine = "\n" };

    public TeamCityTests() => files.Write("build.properties", "");

    public void Dispose()
    {
        files.Dispose();
        log.Dispose();
    }

    [Fact]
    public void It_is_detected_with_the_properties_file_of_its_agent()
    {
        Assert.IsType<TeamCity>(Find());
        File.Delete(files.Path("build.properties"));
        Assert.IsType<NoCiSystem>(Find());
    }

    [Fact]
    public void It_has_service_messages_but_no_masks_and_no_summary()
    {
        var system = Find();

        system.BeginGroup("PushVault");
        system.EndGroup("PushVault");
        system.Annotate("TAZPOD4001", "TAZPOD4001: it's [lost] | ä\n");
        system.SetOutputs([new("changed", "true")]);
        system.Mask("a secret");
        system.AddSummary("### PushVault");

        Assert.False(system.CanMask || system.HasSummary);
        Assert.Equal(
            """
            ##teamcity[blockOpened name='PushVault']
            ##teamcity[blockClosed name='PushVault']
            ##teamcity[message text='TAZPOD4001: it|'s |[lost|] || |0x00e4|n' status='ERROR']
            ##teamcity[setParameter name='tazpod.changed' value='true']

            """.ReplaceLineEndings("\n"),
            log.ToString());
    }

    [Fact]
    public void Its_run_is_named_by_project_number_and_commit() => Assert.Equal(
        "teamcity App run 7 0123456789ab",
        CiSystems.RunOf(Variables.Of(
            ("TEAMCITY_VERSION", "2026.1"), ("TEAMCITY_PROJECT_NAME", "App"), ("BUILD_NUMBER", "7"), ("BUILD_VCS_NUMBER", "0123456789abcdef"))));

    private CiSystem Find()
    {
        var variables = Variables.Of(
            ("TEAMCITY_VERSION", "2026.1"), ("TEAMCITY_BUILD_PROPERTIES_FILE", files.Path("build.properties")));
        return CiSystems.Find(new CiJob(variables) { Log = log });
    }
}
