using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting.TazPod.Tests.Support;
using Cake.Testing;
using Microsoft.Extensions.DependencyInjection;
using TazPod.Vault.Doors.Printing;
using TazPod.Vault.Doors.Terminals;

namespace Cake.Frosting.TazPod.Tests;

/// <summary>What a user sees: the lines on both streams of a host with our own log.</summary>
public sealed class ScreenTests : IDisposable
{
    private readonly Workbench bench = new();
    private FakeConsole console = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public void A_verb_that_says_one_line_prints_one_line()
    {
        Assert.Equal(0, Run("SetupStorage"));

        Assert.StartsWith("tazlab-storage at ", Assert.Single(console.Messages), StringComparison.Ordinal);
        Assert.Empty(console.ErrorMessages);
    }

    [Fact]
    public void Several_targets_have_headings_and_one_table_of_durations()
    {
        Assert.Equal(0, Run("SetupStorage", "--target=SaveVault"));

        Assert.Contains("SetupStorage", console.Messages);
        Assert.Contains("SaveVault", console.Messages);
        Assert.Matches("^(SaveVault|SetupStorage) +[0-9]+[.][0-9] s  done$", console.Messages[^2]);
        Assert.Matches("^total         +[0-9]+[.][0-9] s$", console.Messages[^1]);
    }

    [Fact]
    public void A_target_with_a_dependency_has_headings()
    {
        bench.Prepare = host => host.ConfigureServices(services => services.AddSingleton<IFrostingTask, AfterSetupTask>());

        Assert.Equal(0, Run("AfterSetup"));

        Assert.Contains("SetupStorage", console.Messages);
        Assert.Contains("AfterSetup", console.Messages);
    }

    [Fact]
    public void A_verbose_run_has_a_heading()
    {
        Assert.Equal(0, Run("SetupStorage", "--verbosity=verbose"));

        Assert.Contains("SetupStorage", console.Messages);
    }

    [Fact]
    public void Minimal_verbosity_shows_tables_and_quiet_shows_errors_only()
    {
        bench.Do("SetupStorage", "SaveVault", "PushVault");

        Assert.Equal(0, Run("ListHistory", "--verbosity=minimal"));
        Assert.Equal(2, console.Messages.Count);
        Assert.Equal(0, Run("PushVault", "--verbosity=minimal"));
        Assert.Empty(console.Messages);
        Assert.Equal(0, Run("ListHistory", "--verbosity=quiet"));
        Assert.Empty(console.Messages);
        Assert.Equal(2, Run("PushVault", "--verbosity=quiet", "--retention=0"));
        Assert.Single(console.ErrorMessages);
    }

    [Fact]
    public void A_failure_is_said_once()
    {
        Assert.Equal(2, Run("PushVault", "--retention=0"));

        Assert.StartsWith("Error: TAZPOD1001: ", Assert.Single(console.ErrorMessages), StringComparison.Ordinal);
        Assert.Empty(console.Messages);
    }

    [Fact]
    public void A_failure_of_the_builds_own_task_is_said_once_too()
    {
        bench.Prepare = host => host.ConfigureServices(services => services.AddSingleton<IFrostingTask, BrokenTask>());

        Assert.Equal(1, Run("Broken"));

        Assert.Equal("Error: it broke", Assert.Single(console.ErrorMessages));
    }

    [Fact]
    public void A_task_that_may_fail_is_named()
    {
        bench.Prepare = host => host.ConfigureServices(services => services.AddSingleton<IFrostingTask, ToleratedTask>());

        Assert.Equal(0, Run("Tolerated"));

        Assert.Contains("Tolerated", string.Join('\n', console.ErrorMessages), StringComparison.Ordinal);
    }

    [Fact]
    public void A_notice_begins_with_the_word_warning()
    {
        bench.Environment.SetEnvironmentVariable("TAZPOD_RETENSION", "3");

        Assert.Equal(0, Run("SetupStorage"));

        Assert.StartsWith("warning: The environment variable TAZPOD_RETENSION is ignored", console.Messages[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_builds_own_log_and_printer_are_kept()
    {
        var log = new FakeLog();
        var printer = new SilentReportPrinter();
        bench.Prepare = host => host.ConfigureServices(services => services
            .AddSingleton<ICakeLog>(log).AddSingleton<ICakeReportPrinter>(printer));

        Assert.Equal(0, Run("SetupStorage", "--verbosity=verbose"));

        Assert.Empty(console.Messages);
        Assert.NotEmpty(log.Entries);
    }

    [Fact]
    public void At_a_terminal_only_words_with_a_meaning_have_colours()
    {
        bench.Terminal = Terminal.None with { Width = 80, Ink = new Ink(IsOn: true) };

        bench.Do("SetupStorage", "SaveVault", "PushVault");

        Assert.Equal(0, Run("ListHistory"));

        Assert.StartsWith("\u001b[1m#\u001b[0m  ", console.Messages[0], StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', string.Concat(console.Messages.Skip(1)));
    }

    private int Run(string target, params string[] arguments)
    {
        console = new FakeConsole();
        bench.Console = console;
        try
        {
            return bench.Run(target, arguments);
        }
        finally
        {
            bench.Console = null;
        }
    }

    [TaskName("AfterSetup")]
    [IsDependentOn(typeof(SetupStorageTask))]
    private sealed class AfterSetupTask : FrostingTask;

    [TaskName("Broken")]
    private sealed class BrokenTask : FrostingTask
    {
        public override void Run(ICakeContext context) => throw new CakeException("it broke");
    }

    [TaskName("Tolerated")]
    [ContinueOnError]
    private sealed class ToleratedTask : FrostingTask
    {
        public override void Run(ICakeContext context) => throw new CakeException("it broke");
    }
}
