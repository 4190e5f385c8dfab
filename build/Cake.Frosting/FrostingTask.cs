using Cake.Core;

namespace Cake.Frosting;

/// <summary>A synchronous task that only needs Cake's context.</summary>
public abstract class FrostingTask : FrostingTask<ICakeContext>;
