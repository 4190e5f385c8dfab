using TazPod.Vault.Doors.Ci;
using TazPod.Vault.Doors.Tests.Support;
using TazPod.Vault.Errors;

namespace TazPod.Vault.Doors.Tests.Ci;

/// <summary>Sections in the log, and the file of variables for later jobs, in a checkout that other users may write.</summary>
public sealed class GitLabCiTests : IDisposable
{
    private readonly TestFiles files = new();
    private readonly StringWriter log = new() { NewLine = "\n" };

    public GitLabCiTests() => Directory.CreateDirectory(files.Path("project"));

    public void Dispose()
    {
        files.Dispose();
        log.Dispose();
    }

    [Fact]
    public void It_is_detected_with_the_directory_of_the_project()
    {
        Assert.IsType<GitLabCi>(Find());
        Directory.Delete(files.Path("project"));
        Assert.IsType<NoCiSystem>(Find());
    }

    [Fact]
    public void A_group_is_a_section_with_the_times_of_its_start_and_end()
    {
        var system = Find();

        system.BeginGroup("PushVault");
        system.EndGroup("PushVault");

        Assert.Equal(
            "\u001b[0Ksection_start:1779310800:PushVault\r\u001b[0KPushVault\n\u001b[0Ksection_end:1779310800:PushVault\r\u001b[0K\n",
            log.ToString());
    }

    [Fact]
    public void It_replaces_its_own_variables_and_keeps_the_other_lines()
    {
        files.Write("project/tazpod.env", "MINE=1\nVAULT_STATUS=old\n");

        Find().SetOutputs([new("status", "pulled"), new("etag", "e")]);

        Assert.Equal(["MINE=1", "VAULT_STATUS=pulled", "VAULT_ETAG=e"], File.ReadAllLines(files.Path("project/tazpod.env")));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead,
                File.GetUnixFileMode(files.Path("project/tazpod.env")));
        }
    }

    [Fact]
    public void A_link_instead_of_the_file_is_neither_read_nor_written()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a privilege there");
        files.Write("precious", "A=1\n");
        File.CreateSymbolicLink(files.Path("project/tazpod.env"), files.Path("precious"));

        var failure = Assert.Throws<VaultException>(() => Find().SetOutputs([new("status", "pulled")]));

        Assert.Same(VaultErrors.NotOurs, failure.Error);
        Assert.Equal("A=1\n", files.Read("precious"));
        Assert.NotNull(new FileInfo(files.Path("project/tazpod.env")).LinkTarget);
    }

    private CiSystem Find() => CiSystems.Find(
        new CiJob(Variables.Of(("CI_SERVER", "yes"), ("CI_PROJECT_DIR", files.Path("project")))) { Log = log, Time = Clock.Create() });
}
