using Cake.Core;

namespace Cake.Frosting;

/// <summary>An asynchronous task that only needs Cake's context.</summary>
public abstract class AsyncFrostingTask : AsyncFrostingTask<ICakeContext>;
