using System.Text.RegularExpressions;
using TazPod.EndToEnd.Tests.Support;

namespace TazPod.EndToEnd.Tests;

/// <summary>A terminal, as a user sees it: its background can be black or white.</summary>
public sealed partial class ScreenTests
{
    // The default colour, bold, red, green, magenta.
    private static readonly string[] Readable = ["0", "1", "31", "32", "35"];

    [Theory]
    [InlineData(0, "--target=Default")]
    [InlineData(0, "--target=ListHistory")]
    [InlineData(0, "--target=SaveVault", "--target=PushVault")]
    [InlineData(0, "--target=VaultStatus", "--verbosity=verbose")]
    [InlineData(0, "--target=DiffVault", "--from=latest", "--to=secrets")]
    [InlineData(2, "--target=PushVault", "--retention=0")]
    [InlineData(2, "--target=PushVault", "--retenshun=1")]
    [InlineData(0, "--tree")]
    [InlineData(0, "--description")]
    [InlineData(0, "--help")]
    [InlineData(0, "--target=PushVault", "--dryrun")]
    public async Task Every_colour_can_be_read_on_black_and_on_white(int exitCode, params string[] arguments)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "makes a terminal of Linux");
        using var place = await Place.PushedAsync();
        place.Environment["TERM"] = "xterm-256color";
        place.Environment["TAZPOD_SECRETS"] = place.Path("secrets");

        var shown = await AtTerminalAsync(place, exitCode, arguments);

        Assert.Subset(Readable.ToHashSet(), Colour().Matches(shown).SelectMany(match => match.Groups[1].Value.Split(';')).ToHashSet());
    }

    [Theory]
    [InlineData(0, "1", "--target=ListHistory")]
    [InlineData(0, "32", "--target=VerifyVault")]
    [InlineData(2, "31", "--target=PushVault", "--retention=0")]
    [InlineData(2, "31", "--target=PusVault")]
    public async Task A_terminal_shows_colours(int exitCode, string colour, params string[] arguments)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "makes a terminal of Linux");
        using var place = await Place.PushedAsync();
        place.Environment["TERM"] = "xterm-256color";

        Assert.Contains($"\u001b[{colour}m", await AtTerminalAsync(place, exitCode, arguments), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("NO_COLOR", "1")]
    [InlineData("TERM", "dumb")]
    public async Task There_are_no_colours_if_the_user_or_the_terminal_forbids_them(string name, string value)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "makes a terminal of Linux");
        using var place = await Place.PushedAsync();
        place.Environment["TERM"] = "xterm-256color";
        place.Environment[name] = value;

        Assert.DoesNotMatch(Colour(), await AtTerminalAsync(place, 0, "--target=ListHistory"));
        Assert.DoesNotMatch(Colour(), await AtTerminalAsync(place, 2, "--target=PushVault", "--retention=0"));
    }

    [Theory]
    [InlineData("normal")]
    [InlineData("minimal")]
    public async Task An_answer_of_no_is_not_an_error(string verbosity)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "makes a terminal of Linux");
        using var place = await Place.PushedAsync();
        place.Write("secrets/token", "another");
        await place.DoAsync("SaveVault", "--secrets=secrets");
        await place.DoAsync("PushVault");

        using var host = HostProcess.StartAtTerminal(place.Path(""), place.Environment, "--target=RestoreVault", "--index=2", $"--verbosity={verbosity}");
        await Task.Run(() => host.TypeAt("[y/N] ", "n\r"), TestContext.Current.CancellationToken);
        var result = await host.EndAsync();

        Assert.Equal(130, result.ExitCode);
        Assert.Contains("not restored: the answer was no. Nothing was changed.", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("rror", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("TAZPOD", result.Output, StringComparison.Ordinal);
    }

    private static async Task<string> AtTerminalAsync(Place place, int exitCode, params string[] arguments)
    {
        using var host = HostProcess.StartAtTerminal(place.Path(""), place.Environment, arguments);
        var result = await host.EndAsync();

        Assert.Equal(exitCode, result.ExitCode);
        Assert.NotEqual("", result.Output.Trim());
        return result.Output;
    }

    [GeneratedRegex("\u001b\\[([0-9;]+)m")]
    private static partial Regex Colour();
}
