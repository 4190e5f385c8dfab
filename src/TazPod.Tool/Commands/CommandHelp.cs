using System.CommandLine;
using TazPod.Tool.Internal;
using TazPod.Vault.Doors.Help;
using TazPod.Vault.Doors.Printing;

namespace TazPod.Tool.Commands;

/// <summary>The help of a command.</summary>
/// <param name="line">The command line that asks for it.</param>
/// <param name="width">The width of the terminal in columns.</param>
internal sealed class CommandHelp(CommandLine line, int width)
{
    private const int Margin = 2;
    private const int Widest = 80;

    private readonly int width = Math.Min(width, Widest);

    /// <summary>The lines.</summary>
    public IEnumerable<string> Lines() => line.Verb is { } verb
        ? new VerbHelp(verb, Usage(line.Command), CommandNames.Of(verb), width).Lines().Select(CommandNames.InPlaceOfTasks).Concat(Globals())
        : [$"{Usage(line.Command)} COMMAND [OPTIONS]", "", $"{line.Command.Description}.", "", "Commands:", .. Commands(), .. Globals(), "", .. More()];

    private static string Usage(Command command) => string.Join(
        ' ', Names(command).Concat(command is VerbCommand { Verb.Positional: { } place } ? ["[OPTIONS]", place.Syntax] : []));

    private static IEnumerable<string> Names(Command command) => command is RootCommand
        ? [Tool.Name]
        : command.Parents.OfType<Command>().SelectMany(Names).Append(command.Name);

    private IEnumerable<string> Commands() =>
        Rows(line.Command.Subcommands.Where(command => !command.Hidden).Select(command => (command.Name, CommandNames.InPlaceOfTasks(command.Description!))));

    private IEnumerable<string> Globals() =>
    [
        "",
        "Options of every command:",
        .. Rows(line.Root.Options.Select(option => (
            string.Join(", ", option.Aliases.Where(alias => alias != "-?").Append(option.Name)), option.Description!))),
    ];

    private IEnumerable<string> More() => PlainText.Wrap(
        $"{Usage(line.Command)} COMMAND --help shows a command with its settings and exit codes. The settings of all commands can be kept in .tazpod/config.yaml.",
        width,
        0);

    private IEnumerable<string> Rows(IEnumerable<(string Name, string Text)> rows)
    {
        var all = rows.ToArray();
        var indent = all.Max(row => row.Name.Length) + (2 * Margin);
        return all.SelectMany(row => PlainText.Wrap((new string(' ', Margin) + row.Name).PadRight(indent) + row.Text, width, indent));
    }
}
