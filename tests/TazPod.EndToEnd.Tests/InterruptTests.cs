using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using TazPod.EndToEnd.Tests.Support;
using TazPod.Testing.Processes;

namespace TazPod.EndToEnd.Tests;

public sealed class InterruptTests
{
    [Theory]
    [InlineData(Door.Build, "INT")]
    [InlineData(Door.Build, "TERM")]
    [InlineData(Door.Build, "HUP")]
    [InlineData(Door.Tool, "INT")]
    [InlineData(Door.Tool, "TERM")]
    [InlineData(Door.Tool, "HUP")]
    public async Task A_signal_ends_a_verb_at_once_with_130_and_one_line(Door door, string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals");
        using var place = await Place.PushedAsync(door);
        place.Environment["AWS_ACCESS_KEY_ID"] = "key";
        place.Environment["AWS_SECRET_ACCESS_KEY"] = "secret";
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var before = place.Snapshot();

        using var host = place.Start("PushVault", "--storage=s3", $"--endpoint=http://{silent.LocalEndpoint}", "--result=/dev/null");
        using var connection = await silent.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        var started = Stopwatch.StartNew();
        host.Signal(signal);
        var result = await host.EndAsync();

        Assert.Equal(130, result.ExitCode);
        Assert.StartsWith($"Error: TAZPOD9002: {(door == Door.Build ? "PushVault" : "tazvault push")} was interrupted. ", result.ErrorLine, StringComparison.Ordinal);
        Assert.Equal(before, place.Snapshot());
        // The promise is two seconds. The rest is for a machine that is busy.
        Assert.InRange(started.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public async Task A_signal_while_the_host_starts_ends_it_with_130_and_one_line(string signal)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs a named pipe");
        using var place = new Place();
        NamedPipe.Make(place.Path("cake.config"));

        using var host = place.Start("SaveVault");
        // The host opens this pipe when it reads its configuration, and then blocks.
        using var held = new FileStream(place.Path("cake.config"), FileMode.Open, FileAccess.Write);
        host.Signal(signal);
        var result = await host.EndAsync();

        Assert.Equal(130, result.ExitCode);
        Assert.Equal("Error: TAZPOD9002: the build was interrupted. Nothing is half done: run the same step again to finish it.", result.ErrorLine.TrimEnd());
        Assert.False(Directory.Exists(place.Path(".tazpod")));
    }
}
