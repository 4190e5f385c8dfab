using Cake.Core;
using Cake.Frosting.TazPod.Internal;
using Cake.TazPod.Internal;
using Microsoft.Extensions.DependencyInjection;
using TazPod.Vault.Doors;
using TazPod.Vault.Errors;
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
    /// every other failure, what Cake says: 1 for a task or an unknown target. A command line that cannot be read is 2, too. A signal
    /// that neither a vault task nor a task of the build takes (Ctrl-C, SIGTERM, SIGHUP) ends the process with 130.</returns>
    public static int RunTazPod(
        this CakeHost host, IEnumerable<string> args, Func<VaultSettings, VaultSettings>? configure = null)
    {
        // First of all: a signal while the host still starts ends it no differently than one a moment later.
        using var interruption = new UnhandledInterruption();
        ArgumentNullException.ThrowIfNull(host);
        var outcome = Register(host, configure);
        string[] given = [.. args];
        if (CommandLine.Objection(given) is { } objection)
        {
            Console.Error.WriteLine(FailureLine.Prefix + FailureLine.Of(objection, Terminal.Of(Environment.GetEnvironmentVariable).Width));
            return (int)objection.Error.ExitCode;
        }

        TakeHeadStart(given);
        var exitCode = host.Run(given);
        return exitCode == 0 ? 0
            : outcome.FirstFailure is { } failure ? (int)failure
            : exitCode == CommandLine.Unreadable ? (int)ExitCode.Usage
            : exitCode;
    }

    /// <summary>Names the arguments that this build's own tasks read: a vault task then refuses every other one that it does not know.
    /// Without it, a vault task refuses those that are almost its own or that other tools call otherwise, because a misspelt
    /// <c>--plan</c> must not delete anything, and leaves the rest to the build. Calls add up.</summary>
    /// <param name="host">The build's host.</param>
    /// <param name="names">The names, with or without dashes; letter case does not count. None where no task reads any.</param>
    /// <returns>The same host.</returns>
    public static CakeHost UseOwnArguments(this CakeHost host, params string[] names)
    {
        ArgumentNullException.ThrowIfNull(host);
        return host.ConfigureServices(services => services.AddSingleton(new OwnArguments([.. names.Select(name => name.TrimStart('-'))])));
    }

    /// <summary>Prepares what the first task named here will need, on another core. A program may call it before it makes its host.</summary>
    internal static void TakeHeadStart(IEnumerable<string> args)
    {
        string[] given = [.. args];
        HeadStart.Take(() => CommandLine.NamesFirst(given, CommandLine.StoreTasks), () => CommandLine.NamesFirst(given, CommandLine.VaultTasks));
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
                AddSettings(services);
                services.AddSingleton(provider => Terminal.Of(provider.GetRequiredService<ICakeEnvironment>().GetEnvironmentVariable));
                services.AddSingleton<IVaultRunner>(provider => new VaultRunner(
                    provider.GetRequiredService<BuildSettings>(),
                    provider.GetRequiredService<RunOutcome>(),
                    provider.GetRequiredService<Terminal>(),
                    provider.GetService<TimeProvider>() ?? TimeProvider.System));
                host.AddAssembly(typeof(TazPodHostExtensions).Assembly);
            }
            else if (configure is not null)
            {
                AddSettings(services);
            }
        });
        return outcome!;

        void AddSettings(IServiceCollection services) =>
            services.AddSingleton(provider => new BuildSettings(configure, provider.GetServices<OwnArguments>()));
    }
}
