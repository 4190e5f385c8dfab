using Cake.Core;

namespace Cake.Frosting;

/// <summary>Code that the host runs once before the first task and once after the last one, on Cake's context.</summary>
public abstract class FrostingLifetime : FrostingLifetime<ICakeContext>;
