using Cake.Core;

namespace Cake.Frosting;

/// <summary>Code that the host runs once before the first task and once after the last one, on a custom context.</summary>
/// <typeparam name="TContext">The host's context type.</typeparam>
public abstract class FrostingLifetime<TContext> : IFrostingLifetime
    where TContext : ICakeContext
{
    /// <summary>Runs once before the first task.</summary>
    /// <param name="context">The host's context.</param>
    /// <param name="info">The target and the tasks that will run.</param>
    public abstract void Setup(TContext context, ISetupContext info);

    /// <summary>Runs once after the last task.</summary>
    /// <param name="context">The host's context.</param>
    /// <param name="info">The result of the run.</param>
    public abstract void Teardown(TContext context, ITeardownContext info);

    /// <inheritdoc/>
    void IFrostingSetup.Setup(ICakeContext context, ISetupContext info)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(info);
        Setup((TContext)context, info);
    }

    /// <inheritdoc/>
    void IFrostingTeardown.Teardown(ICakeContext context, ITeardownContext info)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(info);
        Teardown((TContext)context, info);
    }
}
