namespace Cake.Frosting;

/// <summary>Names a task. Without it, the task has the name of its type.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class TaskNameAttribute : Attribute
{
    /// <summary>Names the task.</summary>
    /// <param name="name">The name for <c>--target</c>, case-insensitive.</param>
    public TaskNameAttribute(string name) => Name = name;

    /// <summary>The task's name.</summary>
    public string Name { get; }
}
