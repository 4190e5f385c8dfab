using Cake.Core;

namespace Cake.Frosting;

/// <summary>Code that the host runs before each task and after it, on Cake's context.</summary>
public abstract class FrostingTaskLifetime : FrostingTaskLifetime<ICakeContext>;
