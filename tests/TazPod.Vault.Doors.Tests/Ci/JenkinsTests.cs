using TazPod.Vault.Doors.Ci;
using TazPod.Vault.Doors.Tests.Support;

namespace TazPod.Vault.Doors.Tests.Ci;

public sealed class JenkinsTests
{
    [Fact]
    public void It_is_detected_and_takes_no_commands()
    {
        var system = new Jenkins(new CiJob(Variables.Of(("JENKINS_URL", "https://ci.example/"))));

        Assert.True(system.IsDetected);
        Assert.False(system.HasRunner);
    }
}
