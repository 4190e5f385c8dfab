using TazPod.Vault.Doors.Ci;
using TazPod.Vault.Doors.Tests.Support;

namespace TazPod.Vault.Doors.Tests.Ci;

/// <summary>The CI system that a process runs in and the name of the run, from environment variables alone.</summary>
public sealed class CiSystemsTests
{
    private const string Commit = "0123456789abcdef";

    [Theory]
    [InlineData("GITHUB_ACTIONS")]
    [InlineData("CI_SERVER")]
    [InlineData("TF_BUILD")]
    [InlineData("TEAMCITY_VERSION")]
    [InlineData("JENKINS_URL")]
    public void Without_its_runner_no_system_is_detected(string variable) =>
        Assert.IsType<NoCiSystem>(CiSystems.Find(new CiJob(Variables.Of((variable, "true")))));

    [Theory]
    [InlineData("CI", "true", true)]
    [InlineData("CI", "1", true)]
    [InlineData("CI", "false", false)]
    [InlineData("CI", "0", false)]
    [InlineData("CI", "", false)]
    [InlineData("GITHUB_ACTIONS", "true", true)]
    [InlineData("CI_SERVER", "yes", true)]
    [InlineData("TF_BUILD", "True", true)]
    [InlineData("BUILD_BUILDID", "7", true)]
    [InlineData("TEAMCITY_VERSION", "2026.1", true)]
    [InlineData("JENKINS_URL", "https://ci.example/", true)]
    [InlineData("TERM", "xterm", false)]
    public void The_variables_of_a_CI_system_show_that_no_user_can_be_asked(string variable, string value, bool isCi) =>
        Assert.Equal(isCi, CiSystems.IsCi(Variables.Of((variable, value))));

    [Theory]
    [InlineData("github acme/app run 7 0123456789ab", "GITHUB_REPOSITORY", "acme/app", "GITHUB_RUN_ID", "GITHUB_SHA")]
    [InlineData("gitlab acme/app run 7 0123456789ab", "CI_PROJECT_PATH", "acme/app", "CI_PIPELINE_ID", "CI_COMMIT_SHA")]
    [InlineData("azure app run 7 0123456789ab", "SYSTEM_TEAMPROJECT", "app", "BUILD_BUILDID", "BUILD_SOURCEVERSION")]
    [InlineData("jenkins app/main run 7 0123456789ab", "JOB_NAME", "app/main", "BUILD_ID", "GIT_COMMIT")]
    public void A_run_is_named_by_system_project_number_and_commit(string name, string projectVariable, string project, string number, string commit)
    {
        Assert.Equal(name, CiSystems.RunOf(Variables.Of((projectVariable, project), (number, "7"), (commit, Commit))));
        Assert.Equal($"{name.Split(' ')[0]} run 7", CiSystems.RunOf(Variables.Of((projectVariable, ""), (number, "7"))));
        Assert.Null(CiSystems.RunOf(Variables.Of((projectVariable, project), (commit, Commit))));
    }
}
