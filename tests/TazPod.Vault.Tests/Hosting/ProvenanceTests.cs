using TazPod.Vault.Hosting;

namespace TazPod.Vault.Tests.Hosting;

public sealed class ProvenanceTests
{
    [Fact]
    public void It_is_printable_ascii_of_limited_length()
    {
        Assert.Equal("github ?cme/app? run 7", Provenance.OfThisProcess("github äcme/app\n run 7").From);
        Assert.Equal(new string('x', 200), Provenance.OfThisProcess(new string('x', 1000)).From);
    }

    [Fact]
    public void Outside_a_ci_system_it_is_a_user_at_a_host()
    {
        var provenance = Provenance.OfThisProcess();

        Assert.Null(provenance.From);
        Assert.Single(provenance.By, character => character == '@');
    }
}
