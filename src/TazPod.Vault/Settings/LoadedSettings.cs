namespace TazPod.Vault.Settings;

/// <summary>What <see cref="VaultSettingsLoader"/> read.</summary>
/// <param name="Settings">What is configured.</param>
/// <param name="Options">What is asked of this run.</param>
public sealed record LoadedSettings(VaultSettings Settings, OptionValues Options);
