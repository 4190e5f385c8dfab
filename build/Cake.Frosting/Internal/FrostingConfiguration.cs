using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.IO;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting.Internal;

/// <summary>
/// Cake's configuration of a host: its <c>UseCakeSetting</c> calls, the CAKE_* environment variables, the working directory's cake.config
/// and the command line. Each overrides the previous one. Of an argument that is repeated, the first value applies, and one without a value
/// is an empty string.
/// </summary>
internal static class FrostingConfiguration
{
    public static ICakeConfiguration Create(IServiceProvider services)
    {
        var environment = services.GetRequiredService<ICakeEnvironment>();
        var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var setting in services.GetServices<CakeSetting>())
            settings[setting.Key] = setting.Value;

        var arguments = services.GetRequiredService<ICakeArguments>().GetArguments()
            .ToDictionary(argument => argument.Key.TrimStart('-'), argument => argument.Value.FirstOrDefault() ?? "", StringComparer.OrdinalIgnoreCase);

        return new CakeConfigurationProvider(services.GetRequiredService<IFileSystem>(), environment)
            .CreateConfiguration(environment.WorkingDirectory, settings, arguments);
    }
}
