using Cake.Core;

namespace Cake.Frosting;

/// <summary>Code that the host runs after each task, even a skipped or failed one, on a custom context.</summary>
/// <typeparam name="TContext">The host's context type.</typeparam>
public abstract class FrostingTaskTeardown<TContext> : IFrostingTaskTeardown
    where TContext : ICakeContext
{
    /// <summary>Runs after each task, even a skipped or failed one.</summary>
    /// <param name="context">The host's context.</param>
    /// <param name="info">The task and its result.</param>
    public abstract void Teardown(TContext context, ITaskTeardownContext info);

    /// <inheritdoc/>
    void IFrostingTaskTeardown.Teardown(ICakeContext context, ITaskTeardownContext info)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(info);
        Teardown((TContext)context, info);
    }
}
