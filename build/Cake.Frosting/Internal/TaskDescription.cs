using System.Reflection;

namespace Cake.Frosting.Internal;

/// <summary>The description of a task, from its type.</summary>
internal sealed class TaskDescription
{
    private readonly Type _type;
    private readonly Type _base;

    public TaskDescription(Type type)
    {
        _type = type;
        _base = FindBase(type) ?? throw new InvalidOperationException(
            $"The task '{type.FullName}' derives from neither FrostingTask nor AsyncFrostingTask.");
    }

    public string Name => NameOf(_type);

    public string Description => _type.GetCustomAttribute<TaskDescriptionAttribute>()?.Description;

    public bool ContinuesOnError => _type.IsDefined(typeof(ContinueOnErrorAttribute), inherit: false);

    public IEnumerable<string> Dependencies
        => _type.GetCustomAttributes<IsDependentOnAttribute>().Select(attribute => NameOfTask(attribute.Task));

    public IEnumerable<string> Dependees
        => _type.GetCustomAttributes<IsDependeeOfAttribute>().Select(attribute => NameOfTask(attribute.Task));

    /// <summary>The context type of the task's Frosting base class, however many classes are in between.</summary>
    public Type ContextType => _base.GenericTypeArguments[0];

    public bool OverridesRun => _base.GetGenericTypeDefinition() == typeof(FrostingTask<>)
        ? Overrides("Run", ContextType)
        : Overrides("RunAsync", ContextType);

    public bool OverridesShouldRun => Overrides("ShouldRun", ContextType);

    public bool OverridesOnError => Overrides("OnError", typeof(Exception), ContextType);

    public bool OverridesFinally => Overrides("Finally", ContextType);

    private static Type FindBase(Type type)
    {
        for (var candidate = type; candidate is not null; candidate = candidate.BaseType)
        {
            if (candidate.IsGenericType && candidate.GetGenericTypeDefinition() is var definition
                && (definition == typeof(FrostingTask<>) || definition == typeof(AsyncFrostingTask<>)))
            {
                return candidate;
            }
        }

        return null;
    }

    private static string NameOf(Type type) => type.GetCustomAttribute<TaskNameAttribute>()?.Name ?? type.Name;

    private string NameOfTask(Type type) => typeof(IFrostingTask).IsAssignableFrom(type)
        ? NameOf(type)
        : throw new FrostingException($"The task '{Name}' names '{type?.FullName}' as a dependency, which is not a task.");

    private bool Overrides(string method, params Type[] parameters) => _type.GetMethod(method, parameters)?.DeclaringType != _base;
}
