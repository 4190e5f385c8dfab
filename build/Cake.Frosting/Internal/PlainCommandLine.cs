using Cake.Core;
using Cake.Core.Diagnostics;

namespace Cake.Frosting.Internal;

/// <summary>
/// What Cake and Spectre.Console.Cli make of a command line on which every word is <c>--name=value</c> or <c>--name</c>, as on nearly all.
/// Spectre makes a model of the command first, and nothing else that a host does before its first task takes as long.
/// </summary>
internal sealed class PlainCommandLine
{
    private const string Dashes = "--";
    private const string Target = "target";

    // What means something to Spectre. In other letters some of it does not; who writes it so may be told what Spectre has to say.
    private static readonly string[] _known =
    [
        Target, "working", "verbosity", "description", "descriptions", "showdescription", "showdescriptions", "tree", "showtree",
        "dryrun", "noop", "whatif", "exclusive", "version", "ver", "info", "help", "help-dump-opencli",
    ];

    private readonly List<string> _targets = [];
    private readonly List<Argument> _arguments = [];

    private PlainCommandLine()
    {
    }

    public FrostingSettings Settings { get; } = new() { Targets = ["Default"], Verbosity = Verbosity.Normal };

    public CakeArguments Arguments => new(_arguments
        .Concat(Settings.Targets.Select(target => new Argument(Target, target)))
        .ToLookup(argument => argument.Name, argument => argument.Value));

    /// <summary>Reads it; null where it is not plain, or where Spectre has more to say or to show.</summary>
    public static PlainCommandLine TryRead(IEnumerable<string> args)
    {
        // What has to be enumerated to be seen is for Spectre to enumerate, once.
        if (args is not IReadOnlyList<string> words)
            return null;

        var line = new PlainCommandLine();
        foreach (var word in words)
        {
            if (!line.TryAdd(word))
                return null;
        }

        if (line._targets.Count > 0)
            line.Settings.Targets = [.. line._targets];
        return line;
    }

    private bool TryAdd(string word)
    {
        if (word is null || !word.StartsWith(Dashes, StringComparison.Ordinal))
            return false;

        var end = word.AsSpan().IndexOfAny('=', ':');
        var name = end < 0 ? word[Dashes.Length..] : word[Dashes.Length..end];
        var value = end < 0 ? null : word[(end + 1)..];
        return value is not "" && (TryAddOption(name, value) || TryAddArgument(name, value));
    }

    private bool TryAddOption(string name, string value)
    {
        switch (name)
        {
            case Target when value is not null:
                _targets.Add(value);
                return true;
            case "verbosity" when VerbosityParser.TryParse(value, out var verbosity):
                Settings.Verbosity = verbosity;
                return true;
            case "description" or "descriptions" or "showdescription" or "showdescriptions" when value is null:
                return Settings.ShowDescription = true;
            case "tree" or "showtree" when value is null:
                return Settings.Tree = true;
            case "dryrun" or "noop" or "whatif" when value is null:
                return Settings.DryRun = true;
            case "exclusive" when value is null:
                return Settings.Exclusive = true;
            default:
                return false;
        }
    }

    private bool TryAddArgument(string name, string value)
    {
        if (!IsName(name) || _known.Contains(name, StringComparer.OrdinalIgnoreCase))
            return false;

        // Cake takes the first of several spellings, and drops what was given by the others.
        if (!_arguments.Exists(argument => argument.Name != name && argument.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
            _arguments.Add(new Argument(name, value));
        return true;
    }

    // Spectre allows a little more, and has a message for all else.
    private static bool IsName(string name)
    {
        foreach (var character in name)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('-' or '_'))
                return false;
        }

        return name.Length > 1 && char.IsAsciiLetter(name[0]);
    }

    private sealed record Argument(string Name, string Value);
}
