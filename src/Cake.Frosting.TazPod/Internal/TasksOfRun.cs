using Cake.Core;
using Microsoft.Extensions.DependencyInjection;
using TazPod.Vault;
using TazPod.Vault.Verbs;

namespace Cake.Frosting.TazPod.Internal;

/// <summary>The tasks that a command line runs: its targets, and the tasks that come with them.</summary>
internal static class TasksOfRun
{
    private const string Target = "target";

    public static IReadOnlyCollection<string> Names(IServiceProvider services)
    {
        var tasks = services.GetRequiredService<ICakeEngine>().Tasks;
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var rest = new Queue<string>(services.GetRequiredService<ICakeArguments>().GetArguments(Target));
        while (rest.TryDequeue(out var name))
        {
            if (!names.Add(name))
            {
                continue;
            }

            var needed = tasks.Where(task => Is(task.Name, name)).SelectMany(task => task.Dependencies).Select(task => task.Name)
                .Concat(tasks.Where(task => task.Dependees.Any(dependee => Is(dependee.Name, name))).Select(task => task.Name));
            foreach (var other in needed)
            {
                rest.Enqueue(other);
            }
        }

        return names;
    }

    /// <summary>The verbs that it runs; null if it also runs tasks of the build, which can read any argument.</summary>
    public static IReadOnlyList<Verb>? Verbs(IServiceProvider services)
    {
        var verbs = Names(services).Select(VaultVerbs.Find).ToList();
        return verbs.Contains(null) ? null : [.. verbs.OfType<Verb>()];
    }

    private static bool Is(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);
}
