using Cake.Core;
using Cake.TazPod.Internal;
using Microsoft.Extensions.DependencyInjection;
using TazPod.Vault.Settings;

namespace Cake.Frosting.TazPod;

/// <summary>Adds the vault tasks to a Frosting build.</summary>
public static class TazPodHostExtensions
{
    /// <summary>Adds the vault tasks. What a build adds twice it has once; the last <paramref name="configure"/> counts.</summary>
    /// <remarks>Cake ends every failed build with exit code 1; <see cref="RunTazPod"/> carries the vault's own exit codes out.</remarks>
    /// <param name="host">The build's host.</param>
    /// <param name="configure">Changes the settings after they were read from arguments, environment and configuration file; this is
    /// where a build gives keys or a store in code. None by default.</param>
    /// <returns>The same host.</returns>
    public static CakeHost UseTazPod(this CakeHost host, Func<VaultSettings, VaultSettings>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(host);
        Register(host, configure);
        return host;
    }

    /// <summary>Adds the vault tasks and runs the build.</summary>
    /// <remarks>Of several targets Cake makes one graph, sorted by name: PushVault before SaveVault. A build that wants them in the
    /// order given sets <c>Settings_UnifiedDependencyGraphForMultipleTargets</c> to <c>false</c>.</remarks>
    /// <param name="host">The build's host.</param>
    /// <param name="args">The command line.</param>
    /// <param name="configure">As in <see cref="UseTazPod"/>.</param>
    /// <returns>0; the exit code of the first vault task that failed (<see cref="global::TazPod.Vault.Errors.ExitCode"/>); or, for
    /// every other failure, what Cake says: 1 for a task or an unknown target, 255 for options that Cake cannot read.</returns>
    public static int RunTazPod(
        this CakeHost host, IEnumerable<string> args, Func<VaultSettings, VaultSettings>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(host);
        var outcome = Register(host, configure);
        var exitCode = host.Run(args);
        return exitCode != 0 && outcome.FirstFailure is { } failure ? (int)failure : exitCode;
    }

    private static RunOutcome Register(CakeHost host, Func<VaultSettings, VaultSettings>? configure)
    {
        RunOutcome? outcome = null;
        host.ConfigureServices(services =>
        {
            outcome = services.FirstOrDefault(service => service.ServiceType == typeof(RunOutcome))?.ImplementationInstance as RunOutcome;
            if (outcome is null)
            {
                outcome = new RunOutcome();
                services.AddSingleton(outcome);
                services.AddSingleton(new BuildSettings(configure));
                services.AddSingleton(provider => Terminal.Of(provider.GetRequiredService<ICakeEnvironment>()));
                services.AddSingleton<IVaultRunner, VaultRunner>();
                host.AddAssembly(typeof(TazPodHostExtensions).Assembly);
            }
            else if (configure is not null)
            {
                services.AddSingleton(new BuildSettings(configure));
            }
        });
        return outcome!;
    }
}
