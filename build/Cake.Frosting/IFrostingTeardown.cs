using Cake.Core;

namespace Cake.Frosting;

/// <summary>Code that the host runs once, after the last task, even if one failed.</summary>
public interface IFrostingTeardown
{
    /// <summary>Runs once, after the last task, even if one failed.</summary>
    /// <param name="context">The host's context.</param>
    /// <param name="info">The result of the run.</param>
    void Teardown(ICakeContext context, ITeardownContext info);
}
