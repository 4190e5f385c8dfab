using System.CommandLine;
using System.CommandLine.Completions;
using TazPod.Tool.Internal;
using TazPod.Vault.Doors;
using TazPod.Vault.Doors.Help;
using TazPod.Vault.Doors.Printing;
using TazPod.Vault.Errors;
using TazPod.Vault.Secrets;
using TazPod.Vault.Settings;
using TazPod.Vault.Verbs;

namespace TazPod.Tool.Commands;

/// <summary>A command line, parsed but not yet interpreted.</summary>
internal sealed class CommandLine
{
    private const string EndOfOptions = "--";
    private const string Result = "result";

    private static readonly ParserConfiguration Syntax = new() { EnablePosixBundling = false, ResponseFileTokenReplacer = null };

    private readonly Option<bool> help = Global("--help", "shows help", "-h", "-?");
    private readonly Option<bool> version = Global("--version", "shows the version");
    private readonly Option<bool> json = Global("--json", "writes the result as JSON to the standard output, and all else to the standard error");
    private readonly Option<bool> quiet = Global("--quiet", "prints only errors", "-q");
    private readonly Option<bool> verbose = Global("--verbose", "prints details", "-v");
    private readonly Command completion;
    private readonly Command manual = new("manual", "Prints the manual page") { Hidden = true };
    private readonly Argument<string[]> shell = new("SHELL") { Arity = ArgumentArity.ZeroOrMore, Description = "bash, zsh or fish" };

    // What follows -- belongs to a command, or is a name that begins with a dash.
    private readonly string[] given;
    private readonly string[] rest;
    private readonly bool hasRest;

    public CommandLine(string[] args)
    {
        var end = Array.IndexOf(args, EndOfOptions);
        hasRest = end >= 0;
        (given, rest) = hasRest ? (args[..end], args[(end + 1)..]) : (args, []);
        shell.CompletionSources.Add(_ => CompletionScript.Shells.Select(name => new CompletionItem(name)));
        completion = new Command("completion", "Prints the completion script of a shell") { shell };
        Root = CommandTree.Create(help, version, json, quiet, verbose);
        Root.Add(completion);
        Root.Add(manual);
        Parsed = Root.Parse(given, Syntax);
    }

    /// <summary>All commands.</summary>
    public RootCommand Root { get; }

    /// <summary>What System.CommandLine found.</summary>
    public ParseResult Parsed { get; }

    /// <summary>The command that was named: that of a verb, a group of them, or the root.</summary>
    public Command Command => Parsed.CommandResult.Command;

    /// <summary>The verb that was named; null if none was.</summary>
    public Verb? Verb => (Command as VerbCommand)?.Verb;

    public bool IsHelp => Is(help) || (Verb is null && Command != completion && Command != manual && !IsSuggestion);

    public bool IsVersion => Is(version);

    public bool IsJson => Is(json);

    public bool IsQuiet => Is(quiet);

    public bool IsVerbose => Is(verbose);

    public bool IsManual => Command == manual;

    /// <summary>Whether a shell asks for completions.</summary>
    public bool IsSuggestion => given is [['[', ..], ..];

    /// <summary>The shell whose completion script is wanted; null if none is.</summary>
    public string? Completion => Command == completion ? ShellName ?? "" : null;

    /// <summary>Why it cannot be run; null if it can.</summary>
    public VaultException? Objection =>
        IsSuggestion ? null
        : Parsed.UnmatchedTokens is [var first, ..] && Verb is null ? Unknown(first)
        : Command == completion && !Is(help) && (ShellName is null || !CompletionScript.Shells.Contains(ShellName)) ? UnknownShell(ShellName)
        : Verb is { } verb && !Is(help) ? Misplaced(verb)
        : null;

    private string? ShellName => Parsed.GetResult(shell)?.Tokens is [var only] ? only.Value : null;

    /// <summary>The sources of the settings: this process, with the options of the command line as arguments.</summary>
    public SettingsSources Sources()
    {
        var process = SettingsSources.OfThisProcess();
        return new SettingsSources
        {
            Arguments = Arguments(),
            Environment = process.Environment,
            WorkingDirectory = process.WorkingDirectory,
            HomeDirectory = process.HomeDirectory,
            CallerLocations = process.CallerLocations,
            OwnArguments = [],
            IsBuild = false,
        };
    }

    /// <summary>The result file, for when the settings cannot be read.</summary>
    public string? FallbackResultFile(Func<string, string?> environment) =>
        IsJson ? ResultFile.Output : ResultFile.TryPath((Verb is not null && Arguments().TryGetValue(Result, out var values) ? values[^1] : null), environment, Environment.CurrentDirectory);

    private bool Is(Option<bool> option) => Parsed.GetValue(option);

    private Dictionary<string, IReadOnlyList<string?>> Arguments()
    {
        var command = (VerbCommand)Command;
        var arguments = new Dictionary<string, IReadOnlyList<string?>>(command.ValuesIn(Parsed), StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in UnknownOptions(command))
        {
            arguments[name] = [value];
        }

        if (IsJson)
        {
            arguments[Result] = [ResultFile.Output];
        }

        if (command.Verb.Positional is { } place && Words(command).Concat(rest).ToArray() is { Length: > 0 } words)
        {
            arguments[place.Option.Argument!] = place.IsCommand ? [CommandWords.Quote(words)] : words;
        }

        return arguments;
    }

    // Options that the verb does not have, or that have a value which is not theirs. The loader of the settings describes what is wrong.
    private IEnumerable<(string Name, string? Value)> UnknownOptions(VerbCommand command)
    {
        foreach (var word in command.WordsIn(Parsed).Where(IsOption).Concat(given.Where(IsFlagWithText)))
        {
            var end = word.IndexOfAny(['=', ':']);
            yield return end < 0 ? (word.TrimStart('-'), null) : (word[..end].TrimStart('-'), word[(end + 1)..]);
        }
    }

    private IEnumerable<string> Words(VerbCommand command)
    {
        var taken = given.Where(IsFlagWithText).Select(word => word[(word.IndexOfAny(['=', ':']) + 1)..]).ToList();
        return command.WordsIn(Parsed).Where(word => !IsOption(word) && !taken.Remove(word));
    }

    private static bool IsOption(string word) => word.Length > 1 && word[0] == '-';

    private static bool IsFlagWithText(string word) => word.IndexOfAny(['=', ':']) is var end and > 0
        && SettingCatalog.All.Any(setting => setting.IsFlag && $"--{setting.Argument}".Equals(word[..end], StringComparison.Ordinal))
        && !bool.TryParse(word[(end + 1)..], out _);

    private VaultException? Misplaced(Verb verb)
    {
        var words = Words((VerbCommand)Command).ToArray();
        return verb.Positional switch
        {
            null when hasRest || words.Length > 0 => VaultErrors.UnknownSetting.With(
                "there is a word on the command line that belongs to no option; nothing was done",
                $"{CommandNames.Of(verb)} takes only options: --help lists them."),
            { IsCommand: true } when words.Length > 0 => VaultErrors.UnknownSetting.With(
                "there is a word on the command line that belongs to no option; nothing was done",
                $"Write the command after --: {CommandNames.Of(verb)} -- PROGRAM ARGUMENTS."),
            { IsCommand: false } when words.Length + rest.Length > 1 => VaultErrors.UnknownSetting.With(
                $"{CommandNames.Of(verb)} takes only one {verb.Positional.Syntax}; nothing was done", "Put a name with blanks or wildcards in quotes."),
            _ => null,
        };
    }

    private VaultException Unknown(string word)
    {
        var shown = PlainText.OneLine(word);
        if (IsOption(word))
        {
            return VaultErrors.UnknownSetting.With(
                $"'{shown}' is not an option of {Name(Command)}; nothing was done", "Options of a command follow its name.");
        }

        var names = Command.Subcommands.Where(command => !command.Hidden).Select(command => command.Name).ToArray();
        var near = NearestName.Of(word, names) is { } name ? $"{Name(Command)} {name}"
            : NearestVerb.To(word, VerbDoors.Tool) is { } verb ? CommandNames.Of(verb)
            : null;
        return VaultErrors.UnknownSetting.With(
            $"there is no command '{shown}'", near is null ? $"{Name(Command)} --help lists the commands." : $"Did you mean {near}?");
    }

    private static VaultException UnknownShell(string? shell) => VaultErrors.InvalidSetting.With(
        shell is null ? "no shell was named" : $"there is no completion for '{PlainText.OneLine(shell)}'",
        $"There is one for {string.Join(", ", CompletionScript.Shells)}: {Tool.Name} completion {CompletionScript.Shells[0]}.");

    private static string Name(Command command) => command is RootCommand ? Tool.Name : $"{Tool.Name} {command.Name}";

    private static Option<bool> Global(string name, string description, params string[] aliases) =>
        new(name, aliases) { Description = description, Arity = ArgumentArity.Zero, Recursive = true };
}
