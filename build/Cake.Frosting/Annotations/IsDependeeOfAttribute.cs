namespace Cake.Frosting;

/// <summary>Makes this task run before another one.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class IsDependeeOfAttribute : Attribute
{
    /// <summary>Makes this task run before another one.</summary>
    /// <param name="type">The task to run after this one. Its assembly must be one in which the host looks for tasks.</param>
    public IsDependeeOfAttribute(Type type) => Task = type;

    /// <summary>The task to run after this one.</summary>
    public Type Task { get; }
}
