using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using TazPod.Tool.Commands;

namespace TazPod.Tool.Tests;

/// <summary>The command lines of <c>tazvault</c> in the pages, the examples, the actions and the component are valid.</summary>
public sealed partial class ExampleCommandsTests
{
    private static readonly string[] Folders = ["docs", "examples/container", "examples/kubernetes", "examples/systemd", "action", "templates"];

    [Theory]
    [InlineData("README.md", "bootstrap")]
    [InlineData("src/TazPod.Tool/README.md", "push")]
    [InlineData("docs/RUN.md", "bootstrap")]
    [InlineData("examples/container/start.sh", "bootstrap")]
    [InlineData("examples/kubernetes/pod.yaml", "bootstrap")]
    [InlineData("examples/systemd/app.service", "bootstrap")]
    [InlineData("action/action.yml", "bootstrap")]
    [InlineData("action/cleanup/action.yml", "lock")]
    [InlineData("templates/vault.yml", "lock")]
    public void A_command_is_found_in_every_kind_of_file(string file, string command) =>
        Assert.Contains(command, Commands(Path.Combine(Root(), file)).Select(words => words[0]));

    [Fact]
    public void Every_command_has_only_options_that_it_knows()
    {
        var files = Folders.SelectMany(folder => Directory.GetFiles(Path.Combine(Root(), folder), "*", SearchOption.AllDirectories))
            .Concat(Directory.GetFiles(Root(), "*.md")).Append(Path.Combine(Root(), "src", "TazPod.Tool", "README.md"));

        Assert.All(files, file => Assert.All(Commands(file), words =>
        {
            var line = new CommandLine(words);
            Assert.Null(line.Objection);
            if (line is { Verb: { } verb, IsHelp: false })
                Assert.Empty(line.Sources().Arguments.Keys.Except(verb.Settings.Select(setting => setting.Argument)));
        }));
    }

    private static IEnumerable<string[]> Commands(string file) => File.ReadLines(file)
        .Where(line => file.EndsWith(".md", StringComparison.Ordinal) ? line.StartsWith("    ", StringComparison.Ordinal) : !Sentence().IsMatch(line))
        .Select(line => Command().Match(line)).Where(match => match.Success)
        .Select(match => match.Groups[1].Value.Split([' ', ',', '"', ']'], StringSplitOptions.RemoveEmptyEntries));

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));

    [GeneratedRegex(@"^\s*(#|description:)|\becho ")]
    private static partial Regex Sentence();

    // Up to a comment or the next command.
    [GeneratedRegex("""(?:^|[\s"/\[])tazvault"?,? +((?:--)?[a-z](?:(?! #)[^|&;<>])*)""")]
    private static partial Regex Command();
}
