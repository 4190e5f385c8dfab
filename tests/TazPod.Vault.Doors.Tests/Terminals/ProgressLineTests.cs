using Microsoft.Extensions.Time.Testing;
using TazPod.Vault.Doors.Terminals;
using TazPod.Vault.Doors.Tests.Support;

namespace TazPod.Vault.Doors.Tests.Terminals;

public sealed class ProgressLineTests : IDisposable
{
    private readonly FakeTimeProvider time = Clock.Create();
    private readonly StringWriter output = new();

    public void Dispose() => output.Dispose();

    [Fact]
    public void A_short_transfer_is_not_shown()
    {
        var line = new ProgressLine(output, time, 80);

        line.Report("uploading", 0, 100);
        time.Advance(TimeSpan.FromMilliseconds(499));
        line.Report("uploading", 50, 100);
        line.Report("uploading", 100, 100);

        Assert.Equal("", output.ToString());
    }

    [Fact]
    public void A_longer_one_is_one_line_that_is_cleared_at_its_end()
    {
        var line = new ProgressLine(output, time, 80);

        line.Report("uploading vault.tar.aes", 0, 2048);
        time.Advance(TimeSpan.FromMilliseconds(500));
        line.Report("uploading vault.tar.aes", 1024, 2048);
        line.Report("uploading vault.tar.aes", 1536, 2048);
        line.Report("uploading vault.tar.aes", 2048, 2048);

        const string Shown = "uploading vault.tar.aes: 50 %, 1 KiB of 2 KiB, 2 KiB/s, 1 s left";
        Assert.Equal($"\r{Shown}\r{new string(' ', Shown.Length)}\r", output.ToString());
    }

    [Fact]
    public void It_never_reaches_the_last_column()
    {
        var line = new ProgressLine(output, time, 20);

        line.Report("a name that is longer than this window", 0, 0);
        time.Advance(TimeSpan.FromSeconds(1));
        line.Report("a name that is longer than this window", 10, 0);

        Assert.Equal(19, output.ToString().Trim('\r').Length);
    }
}
