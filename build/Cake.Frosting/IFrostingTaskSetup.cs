using Cake.Core;

namespace Cake.Frosting;

/// <summary>Code that the host runs before each task, even a skipped one.</summary>
public interface IFrostingTaskSetup
{
    /// <summary>Runs before each task, even a skipped one.</summary>
    /// <param name="context">The host's context.</param>
    /// <param name="info">The task.</param>
    void Setup(ICakeContext context, ITaskSetupContext info);
}
