using Microsoft.Extensions.Time.Testing;
using TazPod.Vault.Doors.Terminals;
using TazPod.Vault.Doors.Tests.Support;

namespace TazPod.Vault.Doors.Tests.Terminals;

public sealed class ProgressLogTests
{
    private readonly FakeTimeProvider time = Clock.Create();
    private readonly List<string> lines = [];

    [Fact]
    public void Work_that_takes_long_is_a_line_every_ten_seconds()
    {
        var log = new ProgressLog(lines.Add, time);

        for (var second = 0; second <= 25; second++)
        {
            log.Report("packing the secrets", second * 1024, 100 * 1024);
            time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(
            [
                "packing the secrets: 10 %, 10 KiB of 100 KiB, 1 KiB/s, 1 min left",
                "packing the secrets: 20 %, 20 KiB of 100 KiB, 1 KiB/s, 1 min left",
            ],
            lines);
    }

    [Fact]
    public void Short_work_and_a_change_of_work_print_nothing()
    {
        var log = new ProgressLog(lines.Add, time);

        log.Report("one", 0, 10);
        time.Advance(TimeSpan.FromSeconds(9));
        log.Report("one", 5, 10);
        time.Advance(TimeSpan.FromSeconds(9));
        log.Report("two", 5, 10);

        Assert.Empty(lines);
    }
}
