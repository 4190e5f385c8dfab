using Cake.Cli;
using Cake.Cli.Infrastructure;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console.Cli;
using DirectoryPath = Cake.Core.IO.DirectoryPath;

namespace Cake.Frosting.Internal;

/// <summary>The single command of a host; its services are passed as the command's data.</summary>
internal sealed class FrostingCommand : AsyncCommand<FrostingSettings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, FrostingSettings settings, CancellationToken cancellationToken)
    {
        var services = (IServiceCollection)context.Data;
        services.AddSingleton<ICakeArguments>(context.Remaining.ToCakeArguments(settings.Targets));

        var provider = services.BuildServiceProvider();
        await using (provider.ConfigureAwait(false))
        {
            var log = provider.GetRequiredService<ICakeLog>();
            try
            {
                await RunAsync(provider, log, settings).ConfigureAwait(false);
                return 0;
            }
            catch (Exception exception)
            {
                return log.LogException(exception);
            }
        }
    }

    // The order matters: configuration, contexts and tasks can read the working directory when they are created.
    private static async Task RunAsync(IServiceProvider provider, ICakeLog log, FrostingSettings settings)
    {
        if (settings.ShowVersion)
        {
            provider.GetRequiredService<ICakeVersionFeature>().Run(provider.GetRequiredService<IConsole>());
            return;
        }

        if (settings.ShowInfo)
        {
            provider.GetRequiredService<ICakeInfoFeature>().Run(provider.GetRequiredService<IConsole>());
            return;
        }

        log.Verbosity = settings.Verbosity;
        if ((settings.WorkingDirectory ?? provider.GetService<WorkingDirectory>()?.Path) is { } path)
            Enter(path, provider.GetRequiredService<ICakeEnvironment>(), provider.GetRequiredService<IFileSystem>());

        var runner = provider.GetRequiredService<FrostingRunner>();
        runner.InstallTools();
        await runner.RunAsync(settings).ConfigureAwait(false);
    }

    private static void Enter(DirectoryPath path, ICakeEnvironment environment, IFileSystem fileSystem)
    {
        var directory = path.MakeAbsolute(environment);
        if (!fileSystem.GetDirectory(directory).Exists)
            throw new FrostingException($"The working directory '{directory.FullPath}' does not exist.");

        environment.WorkingDirectory = directory;
    }
}
