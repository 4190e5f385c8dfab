using Cake.Frosting.TazPod.Tests.Support;
using TazPod.Vault.Doors.Ci;
using TazPod.Vault.Errors;

namespace Cake.Frosting.TazPod.Tests.Ci;

/// <summary>The file of variables for later jobs, in a checkout that others may write.</summary>
public sealed class GitLabCiTests
{
    [Fact]
    public void It_replaces_its_own_variables_and_keeps_what_else_stands_there()
    {
        using var bench = new Workbench();
        Directory.CreateDirectory(bench.Path("project"));
        bench.Write("project/tazpod.env", "MINE=1\nVAULT_STATUS=old\n");

        Job(bench).SetOutputs([new("status", "pulled"), new("etag", "e")]);

        Assert.Equal(["MINE=1", "VAULT_STATUS=pulled", "VAULT_ETAG=e"], File.ReadAllLines(bench.Path("project/tazpod.env")));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead,
                File.GetUnixFileMode(bench.Path("project/tazpod.env")));
        }
    }

    [Fact]
    public void A_link_in_its_place_is_neither_read_nor_written()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a privilege there");
        using var bench = new Workbench();
        bench.Write("precious", "A=1\n");
        Directory.CreateDirectory(bench.Path("project"));
        File.CreateSymbolicLink(bench.Path("project/tazpod.env"), bench.Path("precious"));

        var failure = Assert.Throws<VaultException>(() => Job(bench).SetOutputs([new("status", "pulled")]));

        Assert.Same(VaultErrors.NotOurs, failure.Error);
        Assert.Equal("A=1\n", File.ReadAllText(bench.Path("precious")));
        Assert.NotNull(new FileInfo(bench.Path("project/tazpod.env")).LinkTarget);
    }

    private static GitLabCi Job(Workbench bench) =>
        new(new CiJob(name => name == "CI_PROJECT_DIR" ? bench.Path("project") : null));
}
