using Cake.Core;

namespace Cake.Frosting;

/// <summary>Code that the host runs before each task, even a skipped one, on Cake's context.</summary>
public abstract class FrostingTaskSetup : FrostingTaskSetup<ICakeContext>;
