using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting.Internal;

/// <summary>Finds the tasks of assemblies: their public, concrete task classes.</summary>
internal static class TaskDiscovery
{
    public static void Register(IServiceCollection services, IEnumerable<Assembly> assemblies)
    {
        foreach (var assembly in assemblies)
        {
            foreach (var type in assembly.GetExportedTypes())
            {
                if (type is { IsClass: true, IsAbstract: false } && typeof(IFrostingTask).IsAssignableFrom(type))
                    services.AddSingleton(typeof(IFrostingTask), type);
            }
        }
    }
}
