using Cake.Core;

namespace Cake.Frosting;

/// <summary>Code that the host runs before each task, even a skipped one, on a custom context.</summary>
/// <typeparam name="TContext">The host's context type.</typeparam>
public abstract class FrostingTaskSetup<TContext> : IFrostingTaskSetup
    where TContext : ICakeContext
{
    /// <summary>Runs before each task, even a skipped one.</summary>
    /// <param name="context">The host's context.</param>
    /// <param name="info">The task.</param>
    public abstract void Setup(TContext context, ITaskSetupContext info);

    /// <inheritdoc/>
    void IFrostingTaskSetup.Setup(ICakeContext context, ITaskSetupContext info)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(info);
        Setup((TContext)context, info);
    }
}
