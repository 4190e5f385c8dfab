using Cake.Core;

namespace Cake.Frosting;

/// <summary>Code that the host runs once, after the last task, even if one failed, on a custom context.</summary>
/// <typeparam name="TContext">The host's context type.</typeparam>
public abstract class FrostingTeardown<TContext> : IFrostingTeardown
    where TContext : ICakeContext
{
    /// <summary>Runs once, after the last task, even if one failed.</summary>
    /// <param name="context">The host's context.</param>
    /// <param name="info">The result of the run.</param>
    public abstract void Teardown(TContext context, ITeardownContext info);

    /// <inheritdoc/>
    void IFrostingTeardown.Teardown(ICakeContext context, ITeardownContext info)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(info);
        Teardown((TContext)context, info);
    }
}
