namespace Cake.Frosting;

/// <summary>Makes another task run before this one.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class IsDependentOnAttribute : Attribute
{
    /// <summary>Makes another task run before this one.</summary>
    /// <param name="type">The task to run before this one. Its assembly must be one in which the host looks for tasks.</param>
    public IsDependentOnAttribute(Type type) => Task = type;

    /// <summary>The task to run before this one.</summary>
    public Type Task { get; }
}
