using Cake.Core;

namespace Cake.Frosting;

/// <summary>Code that the host runs after each task, even a skipped or failed one.</summary>
public interface IFrostingTaskTeardown
{
    /// <summary>Runs after each task, even a skipped or failed one.</summary>
    /// <param name="context">The host's context.</param>
    /// <param name="info">The task and its result.</param>
    void Teardown(ICakeContext context, ITaskTeardownContext info);
}
