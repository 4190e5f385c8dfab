namespace TazPod.Vault.Settings;

/// <summary>One row of the settings table: what a setting is called wherever it can be given, and what it may be.</summary>
/// <param name="Name">Its name in messages and in <see cref="VaultSettings.Origins"/>.</param>
/// <param name="Meaning">What it is for, in one line.</param>
/// <param name="Allowed">What its value must be, as the end of a sentence.</param>
/// <param name="Default">Its value when it is not given, in words.</param>
public record SettingDefinition(string Name, string Meaning, string Allowed, string Default)
{
    /// <summary>The argument's name without dashes; null when no argument sets it.</summary>
    public string? Argument { get; init; }

    /// <summary>The environment variables, the first that is set counts; empty when none sets it.</summary>
    public IReadOnlyList<string> Environment { get; init; } = [];

    /// <summary>The key in <c>.tazpod/config.yaml</c>, such as <c>vault.retention</c>; null when no key sets it.</summary>
    public string? ConfigurationKey { get; init; }

    /// <summary>Whether the argument alone, without a value, turns it on.</summary>
    public bool IsFlag { get; init; }

    /// <summary>Whether the configuration file holds a list of values.</summary>
    public bool IsList { get; init; }

    /// <summary>Whether it is an option: what is asked of one run, as opposed to what is configured. No configuration file sets an
    /// option.</summary>
    public bool IsOption => Parse is not null;

    /// <summary>Whether its value is never shown.</summary>
    public bool IsSecret { get; init; }

    /// <summary>The row of the README's table that it shares with other settings; null when it has one of its own.</summary>
    public string? Group { get; init; }

    /// <summary>What the README says of it in place of <see cref="Default"/>, as Markdown; null for that.</summary>
    public string? Remark { get; init; }

    /// <summary>An environment variable that, when it is <c>true</c>, keeps <see cref="Environment"/> from counting; null for none.</summary>
    internal string? IgnoreEnvironmentBy { get; init; }

    /// <summary>The value of an option; null when the text is not allowed. Null for a setting.</summary>
    internal Func<SettingInput, object?>? Parse { get; init; }

    /// <summary>Puts the value into the settings; null when the value is not allowed. An option has <see cref="Parse"/> instead.</summary>
    internal Func<VaultSettings, SettingInput, VaultSettings?> Apply { get; init; } = static (_, _) => null;

    /// <summary>Puts into the settings to which real place a configuration file's value led when it was judged. Null: a configuration file may
    /// name any place.</summary>
    internal Func<VaultSettings, string, VaultSettings>? Pin { get; init; }
}
