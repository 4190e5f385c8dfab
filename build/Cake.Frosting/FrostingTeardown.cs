using Cake.Core;

namespace Cake.Frosting;

/// <summary>Code that the host runs once, after the last task, even if one failed, on Cake's context.</summary>
public abstract class FrostingTeardown : FrostingTeardown<ICakeContext>;
