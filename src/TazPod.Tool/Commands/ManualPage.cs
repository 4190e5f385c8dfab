using System.CommandLine;
using TazPod.Tool.Internal;
using TazPod.Vault.Doors.Help;

namespace TazPod.Tool.Commands;

/// <summary>The manual page, in the format of <c>man</c>.</summary>
internal static class ManualPage
{
    private const int Width = 80;

    /// <param name="root">All commands.</param>
    /// <param name="version">The version of the tool.</param>
    public static IEnumerable<string> Lines(RootCommand root, string version) =>
    [
        $".TH {Tool.Name.ToUpperInvariant()} 1 \"\" \"{Tool.Name} {version}\"",
        ".SH NAME",
        Text($"{Tool.Name} - {root.Description}"),
        ".SH SYNOPSIS",
        Text($"{Tool.Name} COMMAND [OPTIONS]"),
        ".SH OPTIONS OF EVERY COMMAND",
        .. root.Options.SelectMany(option => (string[])[".TP", Text(string.Join(", ", option.Aliases.Append(option.Name))), Text(option.Description!)]),
        .. Verbs(root).SelectMany(Section),
    ];

    private static IEnumerable<VerbCommand> Verbs(Command command) =>
        command.Subcommands.SelectMany(Verbs).Concat(command is VerbCommand verb ? [verb] : []);

    // As the help prints it, line by line.
    private static IEnumerable<string> Section(VerbCommand command) =>
    [
        $".SH {Text(CommandNames.Of(command.Verb)).ToUpperInvariant()}",
        ".nf",
        .. new VerbHelp(command.Verb, CommandNames.Of(command.Verb), CommandNames.Of(command.Verb), Width).Lines().Skip(1)
            .Select(line => Text(CommandNames.InPlaceOfTasks(line))),
        ".fi",
    ];

    private static string Text(string line) =>
        (line.StartsWith('.') || line.StartsWith('\'') ? "\\&" : "") + line.Replace("\\", "\\e", StringComparison.Ordinal).Replace("-", "\\-", StringComparison.Ordinal);
}
