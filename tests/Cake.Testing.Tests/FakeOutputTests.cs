using Cake.Core.Diagnostics;
using Cake.Testing.Extensions;

namespace Cake.Testing.Tests;

public sealed class FakeOutputTests
{
    [Fact]
    public void A_log_keeps_every_message()
    {
        var log = new FakeLog();
        log.Information("Hello {0}", "there");
        log.Debug("detail");

        Assert.Equal([LogLevel.Information, LogLevel.Debug], log.Entries.Select(entry => entry.Level));
        Assert.Equal([Verbosity.Normal, Verbosity.Diagnostic], log.Entries.Select(entry => entry.Verbosity));
        Assert.Equal($"Hello there{Environment.NewLine}detail", log.AggregateLogMessages());
    }

    [Fact]
    public void A_console_keeps_finished_lines_apart_from_errors()
    {
        var console = new FakeConsole();
        console.Write("one {0}", 1);
        console.WriteLine(", two");
        console.WriteErrorLine("bad {0}", "luck");

        Assert.Equal(["one 1, two"], console.Messages);
        Assert.Equal(["bad luck"], console.ErrorMessages);
        Assert.False(console.SupportAnsiEscapeCodes);
        Assert.True(FakeConsole.CreateAnsiConsole().SupportAnsiEscapeCodes);
    }

    [Fact]
    public void A_console_can_show_its_colors()
    {
        var console = new FakeConsole { OutputConsoleColor = true, ForegroundColor = ConsoleColor.Red };
        console.WriteLine("hot");
        console.ResetColor();
        console.WriteLine("cold");

        Assert.Equal(["#[Black|Red]hot[/]", "#[Black|Gray]cold[/]"], console.Messages);
    }

    [Fact]
    public void A_configuration_is_case_insensitive()
    {
        var configuration = new FakeConfiguration();
        configuration.SetValue("Paths_Tools", "/tools");

        Assert.Equal("/tools", configuration.GetValue("paths_tools"));
        Assert.Null(configuration.GetValue("other"));
    }
}
