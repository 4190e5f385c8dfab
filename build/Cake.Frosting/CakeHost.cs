using System.Reflection;
using Cake.Cli;
using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.Diagnostics;
using Cake.Frosting.Internal;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console.Cli;

namespace Cake.Frosting;

/// <summary>Runs the public tasks of the program's own assembly, and of those added to it, from a command line.</summary>
public sealed class CakeHost
{
    private readonly ServiceCollection _services = [];
    private readonly List<Assembly> _assemblies = [];

    /// <summary>Creates a host that has Cake's services and looks for tasks in the program's own assembly.</summary>
    public CakeHost()
    {
        _services.AddCakeDiagnostics();
        _services.UseCakeDefaultModules();
        _services.AddSingleton<ICakeConfiguration>(FrostingConfiguration.Create);
        _services.AddSingleton<IToolInstaller, ToolInstaller>();
        _services.AddSingleton<IVersionResolver, VersionResolver>();
        _services.AddSingleton<ICakeVersionFeature, VersionFeature>();
        _services.AddSingleton<ICakeInfoFeature, InfoFeature>();
        _services.AddSingleton<FrostingContext>();
        _services.AddSingleton<IFrostingContext>(provider => provider.GetRequiredService<FrostingContext>());
        _services.AddSingleton<BuildScriptHost<IFrostingContext>>();
        _services.AddSingleton<DryRunScriptHost<IFrostingContext>>();
        _services.AddSingleton(provider => new TreeScriptHost(
            provider.GetRequiredService<ICakeEngine>(),
            provider.GetRequiredService<IFrostingContext>(),
            provider.GetRequiredService<IConsole>()));
        _services.AddSingleton(provider => new DescriptionScriptHost(
            provider.GetRequiredService<ICakeEngine>(),
            provider.GetRequiredService<IFrostingContext>(),
            provider.GetRequiredService<Spectre.Console.IAnsiConsole>()));
        _services.AddSingleton<FrostingRunner>();

        if (Assembly.GetEntryAssembly() is { } program)
            _assemblies.Add(program);
    }

    /// <summary>Creates a host that can be configured in one chain of calls.</summary>
    /// <returns>The host.</returns>
    public static CakeHost Create() => new();

    /// <summary>Also looks for tasks in another assembly. Adding an assembly twice adds every task twice, which is an error.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <returns>The same host.</returns>
    public CakeHost AddAssembly(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        _assemblies.Add(assembly);
        return this;
    }

    /// <summary>Registers services immediately. If a service is registered several times, the last registration applies.</summary>
    /// <param name="services">Registers the services.</param>
    /// <returns>The same host.</returns>
    public CakeHost ConfigureServices(Action<IServiceCollection> services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services(_services);
        return this;
    }

    /// <summary>Runs the targets on the command line.</summary>
    /// <param name="args">The command line.</param>
    /// <returns>0 for success, 1 for a failure, 255 (as -1) for a command line that cannot be parsed.</returns>
    public int Run(IEnumerable<string> args)
    {
        // Each run adds its tasks and arguments to a copy, so that a second run does not see those of the first.
        IServiceCollection services = new ServiceCollection();
        foreach (var service in _services)
            services.Add(service);

        try
        {
            TaskDiscovery.Register(services, _assemblies);
            return new CommandApp<FrostingCommand>().WithData(services).Run(args);
        }
        catch (Exception exception)
        {
            return new CakeBuildLog(new CakeConsole(new CakeEnvironment(new CakePlatform(), new CakeRuntime()))).LogException(exception);
        }
    }
}
