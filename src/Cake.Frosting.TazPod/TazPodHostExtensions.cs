using Cake.Frosting.TazPod.Internal;
using Cake.TazPod.Internal;
using Microsoft.Extensions.DependencyInjection;
using TazPod.Vault.Doors;
using TazPod.Vault.Doors.Printing;
using TazPod.Vault.Doors.Terminals;
using TazPod.Vault.Errors;
using TazPod.Vault.Settings;

namespace Cake.Frosting.TazPod;

/// <summary>Adds the vault tasks to a Frosting build.</summary>
public static class TazPodHostExtensions
{
    /// <summary>Adds the vault tasks. Calling this twice adds them once; the last <paramref name="configure"/> applies.</summary>
    /// <remarks>Cake ends every failed build with exit code 1; <see cref="RunTazPod"/> returns the vault's own exit codes.</remarks>
    /// <param name="host">The build's host.</param>
    /// <param name="configure">Changes the settings after they were read from arguments, environment and configuration file. Use it to set
    /// keys or a store in code. A profile on the command line replaces these keys. None by default.</param>
    /// <returns>The same host.</returns>
    public static CakeHost UseTazPod(this CakeHost host, Func<VaultSettings, VaultSettings>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(host);
        Register(host, configure);
        return host;
    }

    /// <summary>Adds the vault tasks and runs the build.</summary>
    /// <remarks>Cake merges several targets into one graph, sorted by name: PushVault before SaveVault. To run them in the given order, a
    /// build sets <c>Settings_UnifiedDependencyGraphForMultipleTargets</c> to <c>false</c>.</remarks>
    /// <param name="host">The build's host.</param>
    /// <param name="args">The command line.</param>
    /// <param name="configure">As in <see cref="UseTazPod"/>.</param>
    /// <returns>0; the exit code of the first vault task that failed (<see cref="global::TazPod.Vault.Errors.ExitCode"/>); or, for every
    /// other failure, that of Cake: 1 for a task. An unknown target and a command line that cannot be parsed are 2. A signal that
    /// neither a vault task nor a task of the build handles (Ctrl-C, SIGTERM, SIGHUP) ends the process with 130.</returns>
    public static int RunTazPod(
        this CakeHost host, IEnumerable<string> args, Func<VaultSettings, VaultSettings>? configure = null)
    {
        // This comes first, so that a signal during startup has the same effect as a later one.
        using var interruption = new UnhandledInterruption();
        ArgumentNullException.ThrowIfNull(host);
        var outcome = Register(host, configure);
        string[] given = [.. args];
        if (ResultFile.IsOutput(CommandLine.ValueOf(given, "result"), Environment.GetEnvironmentVariable))
        {
            StandardOutput.Reserve();
        }

        if (CommandLine.Objection(given) is { } objection)
        {
            return Refuse(given, objection);
        }

        if (CommandLine.AsksForHelp(given))
        {
            return Help(host, given);
        }

        if (CommandLine.AsksForTree(given))
        {
            host.ConfigureServices(HostOutput.UseCompactConsole);
        }

        WarmUpFor(given);
        var exitCode = host.Run(given);
        outcome.Ended();
        if (exitCode == CommandLine.Unreadable && outcome.FirstFailure is null)
        {
            WriteResult(given, VaultErrors.UnknownSetting.With("the command line cannot be read; nothing was done", "--help lists the arguments."));
        }

        return exitCode == 0 ? 0
            : outcome.FirstFailure is { } failure ? (int)failure
            : exitCode == CommandLine.Unreadable ? (int)ExitCode.Usage
            : exitCode;
    }

    /// <summary>Names the arguments that this build's own tasks read. A vault task then refuses every other argument that it does not know.
    /// Without this, a vault task only refuses arguments that resemble its own or that have other names in other tools, because a misspelt
    /// <c>--plan</c> must not delete anything. It leaves the rest to the build. Calls add up.</summary>
    /// <param name="host">The build's host.</param>
    /// <param name="names">The names, with or without dashes; case-insensitive. None if no task reads any.</param>
    /// <returns>The same host.</returns>
    public static CakeHost UseOwnArguments(this CakeHost host, params string[] names)
    {
        ArgumentNullException.ThrowIfNull(host);
        return host.ConfigureServices(services => services.AddSingleton(new OwnArguments([.. names.Select(name => name.TrimStart('-'))])));
    }

    /// <summary>Prepares, on another core, the code that the first task named here will need. A program can call it before it creates its
    /// host.</summary>
    internal static void WarmUpFor(IEnumerable<string> args)
    {
        string[] given = [.. args];
        WarmUp.Take(() => CommandLine.Verbs(given).FirstOrDefault());
    }

    private static void WriteResult(IReadOnlyList<string> args, VaultException refusal) => EarlyResult.Write(
        ResultFile.TryPath(
            CommandLine.ValueOf(args, "result"), Environment.GetEnvironmentVariable, Path.GetFullPath(CommandLine.ValueOf(args, "working") ?? ".")),
        CommandLine.Verbs(args).FirstOrDefault()?.Name ?? CommandLine.ValueOf(args, "target"),
        refusal);

    private static int Refuse(IReadOnlyList<string> args, VaultException refusal)
    {
        Console.Error.WriteLine(ErrorLine(refusal));
        WriteResult(args, refusal);
        return (int)refusal.Error.ExitCode;
    }

    private static int Help(CakeHost host, IReadOnlyList<string> args)
    {
        var help = new TaskHelp(Terminal.Of(Environment.GetEnvironmentVariable).Width);
        string[] named = [.. CommandLine.Targets(args).Concat(CommandLine.Verbs(args).Select(verb => verb.Name)).Distinct(StringComparer.OrdinalIgnoreCase)];
        try
        {
            if (named.Length == 0)
            {
                HostOutput.UsePlainConsole();
                host.Run(args);
            }

            foreach (var line in named.Length == 0 ? help.List() : help.Of(named))
            {
                Console.WriteLine(line);
            }

            return 0;
        }
        catch (VaultException refusal)
        {
            return Refuse(args, refusal);
        }
    }

    private static string ErrorLine(VaultException failure)
    {
        var line = FailureLine.Of(failure, Terminal.Of(Environment.GetEnvironmentVariable).Width);
        return Ink.Of(Console.IsErrorRedirected, Environment.GetEnvironmentVariable).Paint(Tone.Bad, FailureLine.Prefix.TrimEnd()) + " " + line;
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
                HostOutput.Register(services, outcome);
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
            services.AddSingleton(provider => new BuildSettings(configure, provider.GetServices<OwnArguments>())
            {
                Verbs = () => TasksOfRun.Verbs(provider),
                HasLifetime = () => provider.GetServices<IFrostingSetup>().Any() || provider.GetServices<IFrostingTaskSetup>().Any(),
            });
    }
}
