using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using TazPod.Testing.Processes;

namespace TazPod.Testing.Tests.Processes;

public sealed class TestProcessTests
{
    [Fact]
    public async Task Both_streams_and_the_exit_code_are_captured_unchanged()
    {
        RequireShell();
        Assert.Equal(new ProcessEnd(7, "one\ntwo", "three\n"), await Sh("printf 'one\\ntwo'; echo three >&2; exit 7").RunAsync(Token));
    }

    [Fact]
    public async Task A_process_has_no_input_unless_it_is_wanted()
    {
        RequireShell();
        Assert.Equal("", await Sh("cat").DoAsync(Token));
        using var process = TestProcess.Start(Sh("echo ready; exec cat") with { HasInput = true });
        await process.PrintsAsync("ready");
        process.Kill();
        Assert.NotEqual(0, (await process.EndAsync(Token)).ExitCode);
    }

    [Fact]
    public async Task Its_environment_has_the_inherited_and_its_own_variables()
    {
        RequireShell();
        var command = Sh("echo \"${HOME-none} ${A-none}\"") with
        {
            Inherits = name => name == "PATH",
            Environment = new Dictionary<string, string> { ["A"] = "a b" },
        };

        Assert.Equal("none a b\n", await command.DoAsync(Token));
    }

    [Fact]
    public async Task A_command_that_must_succeed_reports_everything_if_it_fails()
    {
        RequireShell();
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => Sh("echo one; echo two >&2; exit 3").DoAsync(Token));

        Assert.Equal("sh -c echo one; echo two >&2; exit 3: exit code 3\none\n\ntwo\n", failure.Message);
    }

    [Fact]
    public async Task A_process_that_takes_too_long_is_ended_with_everything_it_started()
    {
        RequireShell();
        var started = Stopwatch.StartNew();

        var failure = await Assert.ThrowsAsync<TimeoutException>(
            () => (Sh("echo begun; sleep 100 & sleep 100") with { Patience = TimeSpan.FromMilliseconds(500) }).RunAsync(Token));

        Assert.Contains("did not end: begun", failure.Message, StringComparison.Ordinal);
        Assert.InRange(started.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task The_wait_for_a_missing_text_ends_with_the_process()
    {
        RequireShell();
        using var process = TestProcess.Start(Sh("echo other"));

        var failure = await Assert.ThrowsAsync<TimeoutException>(() => process.PrintsAsync("text"));

        Assert.Contains("printed no 'text' but 'other\n'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_receives_a_signal()
    {
        RequireShell();
        using var process = TestProcess.Start(Sh("trap 'echo caught; exit 5' TERM; echo ready; while :; do sleep 0.1; done"));
        await process.PrintsAsync("ready");

        process.Signal("TERM");

        Assert.Equal(new ProcessEnd(5, "ready\ncaught\n", ""), await process.EndAsync(Token));
    }

    [Fact]
    public void A_missing_program_throws() => Assert.Throws<Win32Exception>(() => new TestCommand("no-such-program").Run());

    [Fact]
    public void Every_process_of_a_test_is_started_in_this_way()
    {
        var starters = Directory.EnumerateFiles(Root(), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Where(file => File.ReadAllText(file).Contains(nameof(ProcessStartInfo), StringComparison.Ordinal)
                || File.ReadAllText(file).Contains(" Process.Start(", StringComparison.Ordinal))
            .Select(Path.GetFileName);

        Assert.Equal(["TestProcess.cs", "TestProcessTests.cs"], starters.Order(StringComparer.Ordinal));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static TestCommand Sh(string script) => new("sh", "-c", script);

    private static void RequireShell() => Assert.SkipWhen(OperatingSystem.IsWindows(), "runs a shell");

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
