using Cake.Core.Composition;
using Cake.Core.IO;
using Cake.Core.Packaging;
using Cake.Frosting.Internal;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting;

/// <summary>Configures the services of a <see cref="CakeHost"/>.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>Uses a custom context for tasks and lifetimes.</summary>
    /// <typeparam name="TContext">The context; created by the container.</typeparam>
    /// <param name="services">The host's services.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UseContext<TContext>(this IServiceCollection services)
        where TContext : class, IFrostingContext
        => services.AddSingleton<IFrostingContext, TContext>();

    /// <summary>Runs code once before the first task and once after the last one.</summary>
    /// <typeparam name="TLifetime">The lifetime; created by the container.</typeparam>
    /// <param name="services">The host's services.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UseLifetime<TLifetime>(this IServiceCollection services)
        where TLifetime : class, IFrostingLifetime
        => services.AddSingleton<TLifetime>()
            .AddSingleton<IFrostingSetup>(provider => provider.GetRequiredService<TLifetime>())
            .AddSingleton<IFrostingTeardown>(provider => provider.GetRequiredService<TLifetime>());

    /// <summary>Runs code once before the first task.</summary>
    /// <typeparam name="TSetup">The setup; created by the container.</typeparam>
    /// <param name="services">The host's services.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UseSetup<TSetup>(this IServiceCollection services)
        where TSetup : class, IFrostingSetup
        => services.AddSingleton<IFrostingSetup, TSetup>();

    /// <summary>Runs code once after the last task.</summary>
    /// <typeparam name="TTeardown">The teardown; created by the container.</typeparam>
    /// <param name="services">The host's services.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UseTeardown<TTeardown>(this IServiceCollection services)
        where TTeardown : class, IFrostingTeardown
        => services.AddSingleton<IFrostingTeardown, TTeardown>();

    /// <summary>Runs code before and after each task.</summary>
    /// <typeparam name="TLifetime">The task lifetime; created by the container.</typeparam>
    /// <param name="services">The host's services.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UseTaskLifetime<TLifetime>(this IServiceCollection services)
        where TLifetime : class, IFrostingTaskLifetime
        => services.AddSingleton<TLifetime>()
            .AddSingleton<IFrostingTaskSetup>(provider => provider.GetRequiredService<TLifetime>())
            .AddSingleton<IFrostingTaskTeardown>(provider => provider.GetRequiredService<TLifetime>());

    /// <summary>Runs code before each task.</summary>
    /// <typeparam name="TSetup">The task setup; created by the container.</typeparam>
    /// <param name="services">The host's services.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UseTaskSetup<TSetup>(this IServiceCollection services)
        where TSetup : class, IFrostingTaskSetup
        => services.AddSingleton<IFrostingTaskSetup, TSetup>();

    /// <summary>Runs code after each task.</summary>
    /// <typeparam name="TTeardown">The task teardown; created by the container.</typeparam>
    /// <param name="services">The host's services.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UseTaskTeardown<TTeardown>(this IServiceCollection services)
        where TTeardown : class, IFrostingTaskTeardown
        => services.AddSingleton<IFrostingTaskTeardown, TTeardown>();

    /// <summary>Registers the services of a Cake module.</summary>
    /// <typeparam name="TModule">The module.</typeparam>
    /// <param name="services">The host's services.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UseModule<TModule>(this IServiceCollection services)
        where TModule : ICakeModule, new()
        => Cake.Cli.ServiceCollectionExtensions.UseModule<TModule>(services);

    /// <summary>Adds an installer for another kind of package.</summary>
    /// <typeparam name="TPackageInstaller">The installer; created by the container.</typeparam>
    /// <param name="services">The host's services.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UsePackageInstaller<TPackageInstaller>(this IServiceCollection services)
        where TPackageInstaller : class, IPackageInstaller
        => services.AddSingleton<IPackageInstaller, TPackageInstaller>();

    /// <summary>Installs a tool before the run.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="uri">Its package, as <c>nuget:?package=...</c> or <c>dotnet:?package=...</c>.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UseTool(this IServiceCollection services, Uri uri)
        => services.AddSingleton(new PackageReference(uri));

    /// <summary>Changes the current directory before anything runs; <c>--working</c> overrides it.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="path">The directory; a relative one starts at the current directory.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UseWorkingDirectory(this IServiceCollection services, DirectoryPath path)
        => services.AddSingleton(new WorkingDirectory(path));

    /// <summary>Sets a value of Cake's configuration that the environment, <c>cake.config</c> and the command line override.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="key">The setting, such as <c>Paths_Tools</c>.</param>
    /// <param name="value">Its value.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UseCakeSetting(this IServiceCollection services, string key, string value)
        => services.AddSingleton(new CakeSetting(key, value));

    /// <summary>Sets the directory where tools are installed and found.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="toolPath">The directory.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UseToolPath(this IServiceCollection services, DirectoryPath toolPath)
        => services.UseCakeSetting("Paths_Tools", toolPath.FullPath);
}
