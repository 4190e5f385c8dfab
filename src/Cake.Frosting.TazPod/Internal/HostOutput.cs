using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.TazPod.Internal;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;
using TazPod.Vault.Doors;
using TazPod.Vault.Doors.Printing;
using TazPod.Vault.Doors.Terminals;

namespace Cake.Frosting.TazPod.Internal;

/// <summary>Replaces the parts of Cake that print, unless the build has its own: they print white text, and more lines than a single task
/// needs.</summary>
internal static class HostOutput
{
    private static readonly string[] CakesAssemblies = ["Cake.Core", "Cake.Cli", "Cake.Common", "Cake.Frosting", "Spectre.Console"];

    /// <summary>What Cake prints for an option such as <c>--help</c>, before there are any services, has no colours either.</summary>
    public static void UsePlainConsole() => AnsiConsole.Console = WithoutColours();

    public static void Register(IServiceCollection services, RunOutcome outcome)
    {
        services.AddSingleton(CreateTerminal);
        Replace<IConsole>(services, provider => new PlainConsole(provider.GetRequiredService<ICakeEnvironment>()));
        Replace<IAnsiConsole>(services, _ => WithoutColours());
        Replace<ICakeReportPrinter>(services, provider => new ReportPrinter(provider));
        Replace<ICakeLog>(services, provider => CreateLog(provider, outcome));
    }

    /// <summary>Prints without blank lines, unless the build has its own console.</summary>
    public static void UseCompactConsole(IServiceCollection services)
    {
        if (services.Last(service => service.ServiceType == typeof(IConsole)).ImplementationFactory?.Method.Module == typeof(HostOutput).Module)
        {
            services.AddSingleton<IConsole>(provider => new PlainConsole(provider.GetRequiredService<ICakeEnvironment>()) { IsCompact = true });
        }
    }

    private static PlainLog CreateLog(IServiceProvider provider, RunOutcome outcome)
    {
        var environment = provider.GetRequiredService<ICakeEnvironment>();
        if (ResultFile.IsOutput(provider.GetService<ICakeArguments>()?.GetArguments("result")?.LastOrDefault(), environment.GetEnvironmentVariable))
        {
            StandardOutput.Reserve();
        }

        var log = PlainLog.Create(provider.GetRequiredService<IConsole>(), environment.GetEnvironmentVariable, outcome);
        outcome.Ended = log.Flush;
        outcome.DescribeUnknownTarget = new UnknownTarget(provider, outcome).Describe;
        return log;
    }

    // What these settings say would otherwise be found out about the terminal and the CI system.
    private static IAnsiConsole WithoutColours() => AnsiConsole.Create(new AnsiConsoleSettings
    {
        ColorSystem = ColorSystemSupport.NoColors,
        Interactive = InteractionSupport.No,
        Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
    });

    private static Terminal CreateTerminal(IServiceProvider provider)
    {
        var terminal = Terminal.Of(provider.GetRequiredService<ICakeEnvironment>().GetEnvironmentVariable);
        return terminal.Ink.IsOn && !provider.GetRequiredService<IConsole>().SupportAnsiEscapeCodes
            ? terminal with { Ink = Ink.None }
            : terminal;
    }

    private static void Replace<T>(IServiceCollection services, Func<IServiceProvider, T> create)
        where T : class
    {
        if (services.LastOrDefault(service => service.ServiceType == typeof(T)) is not { } last || IsCakes(last))
        {
            services.AddSingleton(create);
        }
    }

    private static bool IsCakes(ServiceDescriptor service) =>
        (service.ImplementationType ?? service.ImplementationInstance?.GetType() ?? service.ImplementationFactory?.Method.DeclaringType)
            ?.Assembly.GetName().Name is { } name && CakesAssemblies.Contains(name);
}
