using Cake.Core;

namespace Cake.Frosting;

/// <summary>Code that the host runs once, before the first task, on a custom context.</summary>
/// <typeparam name="TContext">The host's context type.</typeparam>
public abstract class FrostingSetup<TContext> : IFrostingSetup
    where TContext : ICakeContext
{
    /// <summary>Runs once, before the first task.</summary>
    /// <param name="context">The host's context.</param>
    /// <param name="info">The target and the tasks that will run for it.</param>
    public abstract void Setup(TContext context, ISetupContext info);

    /// <inheritdoc/>
    void IFrostingSetup.Setup(ICakeContext context, ISetupContext info)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(info);
        Setup((TContext)context, info);
    }
}
