using TazPod.Vault.Doors.Ci;
using TazPod.Vault.Doors.Tests.Support;

namespace TazPod.Vault.Doors.Tests.Ci;

public sealed class JenkinsTests
{
    [Fact]
    public void It_is_detected_and_has_no_commands()
    {
        var system = new Jenkins(new CiJob(Variables.Of(("JENKINS_URL", "https://ci.example/"))));

        Assert.True(system.IsDetected);
        Assert.False(system.HasRunner);
    }

    [Fact]
    public void Its_run_is_not_mistaken_for_one_of_another_system_with_build_numbers() => Assert.Equal(
        "jenkins app/main run 7",
        CiSystems.RunOf(Variables.Of(("JOB_NAME", "app/main"), ("BUILD_ID", "7"), ("BUILD_NUMBER", "7"))));
}
