using Cake.Core;

namespace Cake.Frosting;

/// <summary>Code that the host runs once, before the first task, on Cake's context.</summary>
public abstract class FrostingSetup : FrostingSetup<ICakeContext>;
