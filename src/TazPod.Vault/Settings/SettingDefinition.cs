namespace TazPod.Vault.Settings;

/// <summary>One row of the settings table: the names of a setting in all sources, and its allowed values.</summary>
/// <param name="Name">Its name in messages and in <see cref="VaultSettings.Origins"/>.</param>
/// <param name="Meaning">Its purpose, in one line.</param>
/// <param name="Allowed">The allowed values, in words that fit the end of a sentence.</param>
/// <param name="Default">The default value, as text.</param>
public record SettingDefinition(string Name, string Meaning, string Allowed, string Default)
{
    /// <summary>The argument's name without dashes; null if no argument sets it.</summary>
    public string? Argument { get; init; }

    /// <summary>The environment variables; the first that is set counts. Empty if none sets it.</summary>
    public IReadOnlyList<string> Environment { get; init; } = [];

    /// <summary>The key in <c>.tazpod/config.yaml</c>, such as <c>vault.retention</c>; null if no key sets it.</summary>
    public string? ConfigurationKey { get; init; }

    /// <summary>Whether the argument alone, without a value, turns it on.</summary>
    public bool IsFlag { get; init; }

    /// <summary>Whether it is a list of values: a sequence in the configuration file, separated by commas or line ends in the environment.</summary>
    public bool IsList { get; init; }

    /// <summary>Whether its argument can be given several times. Every value counts, and not only the last one.</summary>
    public bool IsRepeatable { get; init; }

    /// <summary>Whether it is an option for a single run, as opposed to configuration. The configuration file cannot set an
    /// option.</summary>
    public bool IsOption => Parse is not null;

    /// <summary>Whether its value is never shown.</summary>
    public bool IsSecret { get; init; }

    /// <summary>The value of the argument when it is given alone; null if it needs a value, or is a flag.</summary>
    internal string? ValueAlone { get; init; }

    /// <summary>An environment variable that, if <c>true</c>, makes <see cref="Environment"/> ignored; null for none.</summary>
    internal string? IgnoreEnvironmentBy { get; init; }

    /// <summary>Parses the value of an option; returns null if the text is not allowed. Null for a setting.</summary>
    internal Func<SettingInput, object?>? Parse { get; init; }

    /// <summary>Applies the value to the settings; returns null if the value is not allowed. An option has <see cref="Parse"/>
    /// instead.</summary>
    internal Func<VaultSettings, SettingInput, VaultSettings?> Apply { get; init; } = static (_, _) => null;

    /// <summary>Records the real path that a configuration file's value led to when it was checked. Null if a configuration file may set
    /// any path.</summary>
    internal Func<VaultSettings, string, VaultSettings>? Pin { get; init; }
}
