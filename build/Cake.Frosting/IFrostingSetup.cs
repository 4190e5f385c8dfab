using Cake.Core;

namespace Cake.Frosting;

/// <summary>Code that the host runs once, before the first task.</summary>
public interface IFrostingSetup
{
    /// <summary>Runs once, before the first task.</summary>
    /// <param name="context">The host's context.</param>
    /// <param name="info">The target and the tasks that will run for it.</param>
    void Setup(ICakeContext context, ISetupContext info);
}
