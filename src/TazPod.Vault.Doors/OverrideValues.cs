using TazPod.Vault.Settings;

namespace TazPod.Vault.Doors;

/// <summary>Settings from a script or a project file. They take the place of arguments: they override everything else, are checked like
/// everything else, and messages use the names under which they were given.</summary>
internal sealed class OverrideValues
{
    private const string PassphraseVariable = "TAZPOD_PASSPHRASE";
    private const string PassphraseFileVariable = "TAZPOD_PASSPHRASE_FILE";
    private const string PassphraseFileArgument = "passphrase-file";

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

    /// <summary>The sources, overridden by these values.</summary>
    public SettingsSources Over(SettingsSources sources)
    {
        var arguments = new Dictionary<string, IReadOnlyList<string?>>(sources.Arguments, StringComparer.OrdinalIgnoreCase);
        var environment = sources.Environment;
        if (passphrase is not null)
        {
            arguments.Remove(PassphraseFileArgument);
            environment = WithPassphrase(environment, passphrase);
        }

        foreach (var (argument, given) in values)
        {
            arguments[argument] = given.Values;
        }

        return new SettingsSources
        {
            Arguments = arguments,
            Environment = environment,
            WorkingDirectory = sources.WorkingDirectory,
            HomeDirectory = sources.HomeDirectory,
            ContainerRoot = sources.ContainerRoot,
            OwnArguments = sources.OwnArguments,
            CallerLocations = sources.CallerLocations,
            Identity = sources.Identity,
            ArgumentLabel = name => values.TryGetValue(name, out var given) ? given.Label : sources.ArgumentLabel(name),
        };
    }

    private static Dictionary<string, string> WithPassphrase(IReadOnlyDictionary<string, string> environment, string text) =>
        new(environment.Where(variable => variable.Key is not (PassphraseVariable or PassphraseFileVariable)))
        {
            [PassphraseVariable] = text,
        };
}
