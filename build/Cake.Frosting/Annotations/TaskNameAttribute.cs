namespace Cake.Frosting;

/// <summary>Names a task; without it the task goes by its type's name.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class TaskNameAttribute : Attribute
{
    /// <summary>Names the task.</summary>
    /// <param name="name">The name that <c>--target</c> takes, in any case.</param>
    public TaskNameAttribute(string name) => Name = name;

    /// <summary>The task's name.</summary>
    public string Name { get; }
}
