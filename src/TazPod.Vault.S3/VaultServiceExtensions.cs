using TazPod.Vault.Hosting;
using TazPod.Vault.S3;
using TazPod.Vault.Settings;

namespace TazPod.Vault;

/// <summary>Adds <c>VaultService.Open</c>.</summary>
/// <remarks>It is in this assembly because the service itself does not know the store on S3. The package has both.</remarks>
public static class VaultServiceExtensions
{
    extension(VaultService)
    {
        /// <summary>Creates the service with the store in the settings: S3 with everything that is set for it, or a directory.</summary>
        /// <remarks>Nothing is read or connected before a verb runs. The service holds nothing open between two verbs.</remarks>
        /// <param name="settings">The configuration: <see cref="VaultSettingsLoader"/> reads it, or code creates it.</param>
        /// <param name="host">Services of the program: prompts, progress, the clock. Null, the default, for none.</param>
        /// <param name="given">The options set by arguments. A verb that is called without options takes its own from here. Null, the
        /// default, for none.</param>
        public static VaultService Open(VaultSettings settings, VaultServiceOptions? host = null, OptionValues? given = null)
        {
            ArgumentNullException.ThrowIfNull(settings);
            host ??= new VaultServiceOptions();
            return new VaultService(settings, host.OpenStore is null ? new ConfiguredStore(settings, host).Host() : host, given);
        }
    }
}
