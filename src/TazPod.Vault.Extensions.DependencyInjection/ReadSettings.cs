using TazPod.Vault.Settings;

namespace TazPod.Vault.Extensions.DependencyInjection;

/// <summary>The settings of this process. The container that reads them also wipes their passphrase.</summary>
internal sealed class ReadSettings : IDisposable
{
    public VaultSettings Settings { get; } = VaultSettingsLoader.Load(SettingsSources.OfThisProcess()).Settings;

    public void Dispose() => Settings.Passphrase?.Dispose();
}
