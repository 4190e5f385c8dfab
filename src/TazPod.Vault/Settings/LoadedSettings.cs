namespace TazPod.Vault.Settings;

/// <summary>The result of <see cref="VaultSettingsLoader"/>.</summary>
/// <param name="Settings">The configuration.</param>
/// <param name="Options">The options of this run.</param>
public sealed record LoadedSettings(VaultSettings Settings, OptionValues Options);
