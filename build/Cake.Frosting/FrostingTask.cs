using Cake.Core;

namespace Cake.Frosting;

/// <summary>A synchronous task that needs nothing but Cake's context.</summary>
public abstract class FrostingTask : FrostingTask<ICakeContext>;
