using Cake.Core;

namespace Cake.Frosting;

/// <summary>Code that the host runs once, after the last task, also when one failed.</summary>
public interface IFrostingTeardown
{
    /// <summary>Runs once, after the last task, also when one failed.</summary>
    /// <param name="context">The host's context.</param>
    /// <param name="info">How the run went.</param>
    void Teardown(ICakeContext context, ITeardownContext info);
}
