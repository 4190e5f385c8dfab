namespace TazPod.Vault.Settings;

/// <summary>A row of the settings table for an option.</summary>
/// <inheritdoc cref="SettingDefinition"/>
/// <typeparam name="T">The type of its value.</typeparam>
internal sealed record OptionDefinition<T>(string Name, string Meaning, string Allowed, string Default)
    : SettingDefinition(Name, Meaning, Allowed, Default);
