using System.CommandLine;
using TazPod.Vault.Settings;
using TazPod.Vault.Verbs;

namespace TazPod.Tool.Commands;

/// <summary>The command of one verb. Its options are the verb's settings; what their values mean, and which are allowed, is decided by the
/// loader of the settings, as at every door.</summary>
internal sealed class VerbCommand : Command
{
    private readonly Dictionary<SettingDefinition, Option> options = [];
    private readonly Argument<string[]>? positional;

    public VerbCommand(Verb verb, string name)
        : base(name, verb.Description)
    {
        Verb = verb;
        foreach (var setting in verb.Settings.Where(setting => setting.Argument is not null))
        {
            var option = OptionOf(setting);
            options.Add(setting, option);
            Add(option);
        }

        if (verb.Positional is { IsCommand: false } place)
        {
            positional = new Argument<string[]>(place.Syntax) { Arity = ArgumentArity.ZeroOrMore, Description = place.Option.Meaning };
            Add(positional);
        }
    }

    /// <summary>The verb.</summary>
    public Verb Verb { get; }

    /// <summary>The options on the command line: the argument's name, and its values in order. A null value means that the name was given
    /// alone.</summary>
    public IEnumerable<KeyValuePair<string, IReadOnlyList<string?>>> ValuesIn(ParseResult parsed)
    {
        foreach (var (setting, option) in options)
        {
            if (parsed.GetResult(option) is { Implicit: false } found)
            {
                string?[] values = [.. found.Tokens.Select(token => token.Value)];
                yield return new(setting.Argument!, found.IdentifierTokenCount > values.Length ? [.. values, null] : values);
            }
        }
    }

    /// <summary>The words on the command line that belong to no option.</summary>
    public IEnumerable<string> WordsIn(ParseResult parsed) =>
        (positional is null ? [] : parsed.GetResult(positional)?.Tokens.Select(token => token.Value) ?? []).Concat(parsed.UnmatchedTokens);

    // A flag takes the next word only if it is true or false.
    private static Option OptionOf(SettingDefinition setting) => setting.IsFlag
        ? new Option<bool>($"--{setting.Argument}") { Arity = ArgumentArity.ZeroOrOne, Description = setting.Meaning }
        : new Option<string[]>($"--{setting.Argument}") { Arity = ArgumentArity.ZeroOrMore, Description = setting.Meaning };
}
