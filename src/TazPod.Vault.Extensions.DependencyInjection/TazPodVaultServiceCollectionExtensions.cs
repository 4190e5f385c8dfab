using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using TazPod.Vault;
using TazPod.Vault.Errors;
using TazPod.Vault.Extensions.DependencyInjection;
using TazPod.Vault.Hosting;
using TazPod.Vault.Settings;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the vault to the services of an application.</summary>
public static class TazPodVaultServiceCollectionExtensions
{
    /// <summary>Adds <see cref="IVaultService"/>, with settings from the environment, <c>.tazpod/config.yaml</c> and the defaults.</summary>
    /// <remarks>They are read when the service is first resolved. A passphrase in them is wiped when the container is disposed. If the
    /// application has a logger factory, the service writes the events of <see cref="VaultEvents"/>; if it has a
    /// <see cref="TimeProvider"/>, the service uses it. A service that was added before is kept.</remarks>
    /// <param name="services">The services.</param>
    /// <param name="configure">Changes the settings that were read. Null, the default, changes nothing.</param>
    /// <param name="host">Services of the program, such as prompts. Null, the default, for none.</param>
    /// <exception cref="VaultException">When the service is resolved: a setting is not allowed (1xxx).</exception>
    public static IServiceCollection AddTazPodVault(
        this IServiceCollection services, Func<VaultSettings, VaultSettings>? configure = null, VaultServiceOptions? host = null)
    {
        services.TryAddSingleton(_ => new ReadSettings());
        services.TryAddSingleton<IVaultService>(provider =>
        {
            var settings = provider.GetRequiredService<ReadSettings>().Settings;
            return VaultService.Open(configure?.Invoke(settings) ?? settings, HostOf(provider, host));
        });
        return services;
    }

    /// <summary>Adds <see cref="IVaultService"/> with settings from code. Nothing is read from the environment, except credentials.</summary>
    /// <inheritdoc cref="AddTazPodVault(IServiceCollection, Func{VaultSettings, VaultSettings}, VaultServiceOptions)" path="/remarks"/>
    /// <param name="services">The services.</param>
    /// <param name="settings">The settings. Their passphrase remains the caller's.</param>
    /// <param name="host">Services of the program, such as prompts. Null, the default, for none.</param>
    public static IServiceCollection AddTazPodVault(this IServiceCollection services, VaultSettings settings, VaultServiceOptions? host = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        services.TryAddSingleton<IVaultService>(provider => VaultService.Open(settings, HostOf(provider, host)));
        return services;
    }

    private static VaultServiceOptions HostOf(IServiceProvider provider, VaultServiceOptions? given)
    {
        var host = given ?? new VaultServiceOptions();
        if (host.Time == TimeProvider.System && provider.GetService<TimeProvider>() is { } time)
        {
            host = host with { Time = time };
        }

        return host.Observer is null && provider.GetService<ILoggerFactory>() is { } loggers
            ? host with { Observer = new VaultLogger(loggers.CreateLogger(VaultEvents.Category)) }
            : host;
    }
}
