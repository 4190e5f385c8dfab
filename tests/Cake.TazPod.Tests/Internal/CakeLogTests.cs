using Cake.Core.Diagnostics;
using Cake.TazPod.Internal;
using Cake.Testing;

namespace Cake.TazPod.Tests.Internal;

public sealed class CakeLogTests
{
    [Fact]
    public void A_line_is_printed_as_it_is_at_its_own_level()
    {
        var cake = new FakeLog();
        var log = new CakeLog(cake);

        log.Information("{0} {x");
        log.Warning("{1}");
        log.Detail("}{");

        Assert.Equal(
            [(LogLevel.Information, "{0} {x"), (LogLevel.Warning, "{1}"), (LogLevel.Verbose, "}{")],
            cake.Entries.Select(entry => (entry.Level, entry.Message)));
    }

    [Theory]
    [InlineData(Verbosity.Quiet, true)]
    [InlineData(Verbosity.Minimal, true)]
    [InlineData(Verbosity.Normal, false)]
    [InlineData(Verbosity.Diagnostic, false)]
    public void It_is_quiet_below_normal_verbosity(Verbosity verbosity, bool isQuiet) =>
        Assert.Equal(isQuiet, new CakeLog(new FakeLog { Verbosity = verbosity }).IsQuiet);
}
