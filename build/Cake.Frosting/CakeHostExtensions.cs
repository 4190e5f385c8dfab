using Cake.Core.Composition;
using Cake.Core.IO;
using Cake.Core.Packaging;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting;

/// <summary>Configures a <see cref="CakeHost"/> in one chain of calls.</summary>
public static class CakeHostExtensions
{
    /// <summary>Registers the services of a startup class.</summary>
    /// <typeparam name="TStartup">The startup class.</typeparam>
    /// <param name="host">The host.</param>
    /// <returns>The same host.</returns>
    public static CakeHost UseStartup<TStartup>(this CakeHost host)
        where TStartup : IFrostingStartup, new()
        => host.With(services => new TStartup().Configure(services));

    /// <summary>Uses a custom context for tasks and lifetimes.</summary>
    /// <typeparam name="TContext">The context; created by the container.</typeparam>
    /// <param name="host">The host.</param>
    /// <returns>The same host.</returns>
    public static CakeHost UseContext<TContext>(this CakeHost host)
        where TContext : class, IFrostingContext
        => host.With(services => services.UseContext<TContext>());

    /// <summary>Runs code once before the first task and once after the last one.</summary>
    /// <typeparam name="TLifetime">The lifetime; created by the container.</typeparam>
    /// <param name="host">The host.</param>
    /// <returns>The same host.</returns>
    public static CakeHost UseLifetime<TLifetime>(this CakeHost host)
        where TLifetime : class, IFrostingLifetime
        => host.With(services => services.UseLifetime<TLifetime>());

    /// <summary>Runs code once before the first task.</summary>
    /// <typeparam name="TSetup">The setup; created by the container.</typeparam>
    /// <param name="host">The host.</param>
    /// <returns>The same host.</returns>
    public static CakeHost UseSetup<TSetup>(this CakeHost host)
        where TSetup : class, IFrostingSetup
        => host.With(services => services.UseSetup<TSetup>());

    /// <summary>Runs code once after the last task.</summary>
    /// <typeparam name="TTeardown">The teardown; created by the container.</typeparam>
    /// <param name="host">The host.</param>
    /// <returns>The same host.</returns>
    public static CakeHost UseTeardown<TTeardown>(this CakeHost host)
        where TTeardown : class, IFrostingTeardown
        => host.With(services => services.UseTeardown<TTeardown>());

    /// <summary>Runs code before and after each task.</summary>
    /// <typeparam name="TLifetime">The task lifetime; created by the container.</typeparam>
    /// <param name="host">The host.</param>
    /// <returns>The same host.</returns>
    public static CakeHost UseTaskLifetime<TLifetime>(this CakeHost host)
        where TLifetime : class, IFrostingTaskLifetime
        => host.With(services => services.UseTaskLifetime<TLifetime>());

    /// <summary>Runs code before each task.</summary>
    /// <typeparam name="TSetup">The task setup; created by the container.</typeparam>
    /// <param name="host">The host.</param>
    /// <returns>The same host.</returns>
    public static CakeHost UseTaskSetup<TSetup>(this CakeHost host)
        where TSetup : class, IFrostingTaskSetup
        => host.With(services => services.UseTaskSetup<TSetup>());

    /// <summary>Runs code after each task.</summary>
    /// <typeparam name="TTeardown">The task teardown; created by the container.</typeparam>
    /// <param name="host">The host.</param>
    /// <returns>The same host.</returns>
    public static CakeHost UseTaskTeardown<TTeardown>(this CakeHost host)
        where TTeardown : class, IFrostingTaskTeardown
        => host.With(services => services.UseTaskTeardown<TTeardown>());

    /// <summary>Registers the services of a Cake module.</summary>
    /// <typeparam name="TModule">The module.</typeparam>
    /// <param name="host">The host.</param>
    /// <returns>The same host.</returns>
    public static CakeHost UseModule<TModule>(this CakeHost host)
        where TModule : ICakeModule, new()
        => host.With(services => services.UseModule<TModule>());

    /// <summary>Adds an installer for another kind of package.</summary>
    /// <typeparam name="TPackageInstaller">The installer; created by the container.</typeparam>
    /// <param name="host">The host.</param>
    /// <returns>The same host.</returns>
    public static CakeHost UsePackageInstaller<TPackageInstaller>(this CakeHost host)
        where TPackageInstaller : class, IPackageInstaller
        => host.With(services => services.UsePackageInstaller<TPackageInstaller>());

    /// <summary>Installs a tool before the run.</summary>
    /// <param name="host">The host.</param>
    /// <param name="uri">Its package, as <c>nuget:?package=...</c> or <c>dotnet:?package=...</c>.</param>
    /// <returns>The same host.</returns>
    public static CakeHost InstallTool(this CakeHost host, Uri uri)
        => host.With(services => services.UseTool(uri));

    /// <summary>Changes the current directory before anything runs; <c>--working</c> overrides it.</summary>
    /// <param name="host">The host.</param>
    /// <param name="path">The directory; a relative one starts at the current directory.</param>
    /// <returns>The same host.</returns>
    public static CakeHost UseWorkingDirectory(this CakeHost host, DirectoryPath path)
        => host.With(services => services.UseWorkingDirectory(path));

    /// <summary>Sets a value of Cake's configuration that the environment, <c>cake.config</c> and the command line override.</summary>
    /// <param name="host">The host.</param>
    /// <param name="key">The setting, such as <c>Paths_Tools</c>.</param>
    /// <param name="value">Its value.</param>
    /// <returns>The same host.</returns>
    public static CakeHost UseCakeSetting(this CakeHost host, string key, string value)
        => host.With(services => services.UseCakeSetting(key, value));

    /// <summary>Sets the directory where tools are installed and found.</summary>
    /// <param name="host">The host.</param>
    /// <param name="path">The directory.</param>
    /// <returns>The same host.</returns>
    public static CakeHost SetToolPath(this CakeHost host, DirectoryPath path)
        => host.With(services => services.UseToolPath(path));

    private static CakeHost With(this CakeHost host, Action<IServiceCollection> configure)
    {
        ArgumentNullException.ThrowIfNull(host);
        return host.ConfigureServices(configure);
    }
}
