using System.Diagnostics;
using Cake.Core;
using TazPod.Build.Processes;

namespace TazPod.Build.Tests.Processes;

public sealed class CommandTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public CommandTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "runs a shell");

    [Fact]
    public async Task Both_streams_and_the_exit_code_are_kept()
    {
        var result = await Sh("echo one; echo two >&2; exit 7").CaptureAsync(Patience, TestContext.Current.CancellationToken);

        Assert.Equal(7, result.ExitCode);
        Assert.Equal(["one", "two"], result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order());
    }

    [Fact]
    public async Task It_runs_in_the_root_of_the_repository()
    {
        var result = await Sh("pwd").CaptureAsync(Patience, TestContext.Current.CancellationToken);

        Assert.Equal(Repository.Root, result.Output.Trim());
    }

    [Fact]
    public async Task Variables_are_set_and_removed()
    {
        var command = Sh("echo \"${A-none} ${HOME-none}\"") with
        {
            Environment = new Dictionary<string, string?> { ["A"] = "a b", ["HOME"] = null },
        };

        Assert.Equal("a b none", (await command.CaptureAsync(Patience, TestContext.Current.CancellationToken)).Output.Trim());
    }

    [Fact]
    public async Task A_command_that_takes_too_long_is_ended_with_everything_it_started()
    {
        var started = Stopwatch.StartNew();

        var failure = await Assert.ThrowsAsync<CakeException>(
            () => Sh("sleep 100 & sleep 100").CaptureAsync(TimeSpan.FromMilliseconds(300), TestContext.Current.CancellationToken));

        Assert.Equal("sh -c took longer than 0 minutes", failure.Message);
        Assert.InRange(started.Elapsed, TimeSpan.Zero, Patience);
    }

    [Fact]
    public async Task An_interruption_ends_it()
    {
        using var interruption = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));

        var failure = await Assert.ThrowsAsync<CakeException>(() => Sh("sleep 100").RunAsync(Patience, interruption.Token));

        Assert.Equal("sh -c was interrupted", failure.Message);
    }

    [Fact]
    public async Task A_missing_program_is_named()
    {
        var failure = await Assert.ThrowsAsync<CakeException>(
            () => new Command("no-such-program").RunAsync(Patience, TestContext.Current.CancellationToken));

        Assert.StartsWith("cannot start no-such-program: ", failure.Message, StringComparison.Ordinal);
    }

    private static Command Sh(string script) => new("sh", "-c", script);
}
