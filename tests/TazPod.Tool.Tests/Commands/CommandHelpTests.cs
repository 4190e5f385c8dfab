using TazPod.Tool.Commands;
using TazPod.Vault;

namespace TazPod.Tool.Tests.Commands;

public sealed class CommandHelpTests
{
    [Fact]
    public void The_list_of_commands_names_each_of_them()
    {
        var help = Help("");

        Assert.All(VaultVerbs.All, verb => Assert.Contains($"\n  {verb.Command.Split(' ')[0]} ", help, StringComparison.Ordinal));
        Assert.Contains("\n  -q, --quiet    prints only errors", help, StringComparison.Ordinal);
    }

    [Fact]
    public void The_help_of_a_command_shows_how_it_is_called_and_its_settings()
    {
        var help = Help("run --help");

        Assert.StartsWith("tazvault run [OPTIONS] -- COMMAND\n", help, StringComparison.Ordinal);
        Assert.Contains("\n  tazvault run --env-file=prod.env -- ./deploy eu\n", help, StringComparison.Ordinal);
        Assert.Contains("--env-file", help, StringComparison.Ordinal);
        Assert.Contains("Options of every command:", help, StringComparison.Ordinal);
    }

    [Fact]
    public void No_help_names_a_task_or_is_wider_than_80_columns()
    {
        foreach (var help in VaultVerbs.All.Select(verb => $"{verb.Command} --help").Append("").Append("snapshot").Select(Help))
        {
            Assert.DoesNotMatch(@"--target|\b(Push|Pull|Save|Unlock)Vault\b", help);
            Assert.All(help.Split('\n'), line => Assert.InRange(line.Length, 0, 80));
        }
    }

    private static string Help(string line) =>
        string.Join('\n', new CommandHelp(new CommandLine(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)), 200).Lines());
}
