using TazPod.Vault.Settings;

namespace TazPod.Vault.Doors;

/// <summary>Settings from a script or a project file. They override everything but arguments, are checked like everything else, and messages
/// use the names under which they were given.</summary>
internal sealed class CodeValues
{
    private const string PassphraseVariable = "TAZPOD_PASSPHRASE";
    private const string PassphraseFileVariable = "TAZPOD_PASSPHRASE_FILE";
    private const string PassphraseFileArgument = "passphrase-file";

    // Given on the command line, an argument also replaces these of the code, which would contradict or override it.
    private static readonly (string Given, string[] Replaced)[] Replacements =
    [
        ("index", ["at"]),
        ("at", ["index"]),
        ("generation", ["slot"]),
        ("slot", ["generation"]),
        ("retention", ["keep-last", "keep-daily", "keep-weekly", "keep-monthly"]),
    ];

    private readonly Dictionary<string, (string Label, IReadOnlyList<string?> Values)> values = new(StringComparer.OrdinalIgnoreCase);
    private string? passphrase;

    /// <summary>Sets a value; null and the empty text set none.</summary>
    /// <param name="argument">The argument that it replaces, without dashes.</param>
    /// <param name="label">The name under which it was given.</param>
    /// <param name="value">The value.</param>
    public void Add(string argument, string label, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            values[argument] = (label, [value]);
        }
    }

    /// <summary>Sets the values of an argument that can be repeated; null and an empty list set none.</summary>
    public void Add(string argument, string label, IEnumerable<string>? given)
    {
        if (given?.ToArray() is { Length: > 0 } all)
        {
            values[argument] = (label, all);
        }
    }

    /// <summary>Sets the passphrase itself; null sets none.</summary>
    public void AddPassphrase(string? text) => passphrase = text;

    /// <summary>The sources with these values added. An argument that was given remains.</summary>
    public SettingsSources Under(SettingsSources sources)
    {
        var added = values.Where(value => !IsGiven(sources, value.Key)).ToDictionary(StringComparer.OrdinalIgnoreCase);
        var environment = sources.Environment;
        if (passphrase is not null && !IsGiven(sources, PassphraseFileArgument))
        {
            added.Remove(PassphraseFileArgument);
            environment = WithPassphrase(environment, passphrase);
        }

        return new SettingsSources
        {
            Arguments = new Dictionary<string, IReadOnlyList<string?>>(
                sources.Arguments.Concat(added.Select(value => KeyValuePair.Create(value.Key, value.Value.Values))), StringComparer.OrdinalIgnoreCase),
            Environment = environment,
            WorkingDirectory = sources.WorkingDirectory,
            HomeDirectory = sources.HomeDirectory,
            ContainerRoot = sources.ContainerRoot,
            OwnArguments = sources.OwnArguments,
            CallerLocations = sources.CallerLocations,
            Identity = sources.Identity,
            ArgumentLabel = name => added.TryGetValue(name, out var value) ? value.Label : sources.ArgumentLabel(name),
        };
    }

    private static bool IsGiven(SettingsSources sources, string argument) => Has(sources, argument)
        || Replacements.Any(each => each.Replaced.Contains(argument) && Has(sources, each.Given));

    private static bool Has(SettingsSources sources, string argument) =>
        sources.Arguments.Any(given => given.Key.Equals(argument, StringComparison.OrdinalIgnoreCase) && given.Value.Count > 0);

    private static Dictionary<string, string> WithPassphrase(IReadOnlyDictionary<string, string> environment, string text) =>
        new(environment.Where(variable => variable.Key is not (PassphraseVariable or PassphraseFileVariable)))
        {
            [PassphraseVariable] = text,
        };
}
