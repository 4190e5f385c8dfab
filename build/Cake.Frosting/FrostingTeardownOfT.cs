using Cake.Core;

namespace Cake.Frosting;

/// <summary>Code that the host runs once, after the last task, also when one failed, on a context of one's own.</summary>
/// <typeparam name="TContext">The host's context type.</typeparam>
public abstract class FrostingTeardown<TContext> : IFrostingTeardown
    where TContext : ICakeContext
{
    /// <summary>Runs once, after the last task, also when one failed.</summary>
    /// <param name="context">The host's context.</param>
    /// <param name="info">How the run went.</param>
    public abstract void Teardown(TContext context, ITeardownContext info);

    /// <inheritdoc/>
    void IFrostingTeardown.Teardown(ICakeContext context, ITeardownContext info)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(info);
        Teardown((TContext)context, info);
    }
}
