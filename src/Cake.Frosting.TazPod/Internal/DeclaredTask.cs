using System.Reflection;

namespace Cake.Frosting.TazPod.Internal;

/// <summary>A task as its class declares it. The host itself knows its tasks only while it runs.</summary>
/// <param name="Name">The name for <c>--target</c>.</param>
/// <param name="Description">One line; null if it has none.</param>
/// <param name="Before">The names of the tasks that run before it.</param>
internal sealed record DeclaredTask(string Name, string? Description, IReadOnlyList<string> Before)
{
    /// <summary>The tasks of all assemblies of this process, by name. Assemblies in which the host looks for tasks are among them.</summary>
    public static IReadOnlyList<DeclaredTask> All() => [.. AppDomain.CurrentDomain.GetAssemblies()
        .Where(assembly => !assembly.IsDynamic && Array.Exists(assembly.GetReferencedAssemblies(), IsFrosting))
        .SelectMany(assembly => assembly.GetExportedTypes())
        .Where(type => type is { IsClass: true, IsAbstract: false } && typeof(IFrostingTask).IsAssignableFrom(type))
        .Select(Of)
        .OrderBy(task => task.Name, StringComparer.OrdinalIgnoreCase)];

    private static bool IsFrosting(AssemblyName name) => name.Name == typeof(IFrostingTask).Assembly.GetName().Name;

    private static DeclaredTask Of(Type type) => new(
        NameOf(type),
        type.GetCustomAttribute<TaskDescriptionAttribute>()?.Description,
        [.. type.GetCustomAttributes<IsDependentOnAttribute>().Select(attribute => NameOf(attribute.Task))]);

    private static string NameOf(Type type) => type.GetCustomAttribute<TaskNameAttribute>()?.Name ?? type.Name;
}
