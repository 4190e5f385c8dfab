namespace Cake.Frosting;

/// <summary>Describes a task in one line, for <c>--description</c> and <c>--tree</c>.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class TaskDescriptionAttribute : Attribute
{
    /// <summary>Describes the task.</summary>
    /// <param name="description">The line to show; a blank one is not shown.</param>
    public TaskDescriptionAttribute(string description) => Description = description;

    /// <summary>The task's description.</summary>
    public string Description { get; }
}
