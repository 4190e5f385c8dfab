using Cake.Core;

namespace Cake.Frosting;

/// <summary>Code that the host runs after each task, even a skipped or failed one, on Cake's context.</summary>
public abstract class FrostingTaskTeardown : FrostingTaskTeardown<ICakeContext>;
