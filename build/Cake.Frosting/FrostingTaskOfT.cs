using Cake.Core;

namespace Cake.Frosting;

/// <summary>A synchronous task.</summary>
/// <typeparam name="T">The context the task works on; the host's context must be convertible to it.</typeparam>
public abstract class FrostingTask<T> : IFrostingTask
    where T : ICakeContext
{
    /// <summary>Does the work; by default nothing.</summary>
    /// <param name="context">The host's context.</param>
    public virtual void Run(T context)
    {
    }

    /// <summary>Whether the task runs; by default it does.</summary>
    /// <param name="context">The host's context.</param>
    /// <returns><see langword="false"/> to skip the task.</returns>
    public virtual bool ShouldRun(T context) => true;

    /// <summary>Handles a failure of the task. An override that returns instead of throwing swallows the failure.</summary>
    /// <param name="exception">The failure.</param>
    /// <param name="context">The host's context.</param>
    public virtual void OnError(Exception exception, T context)
    {
    }

    /// <summary>Runs after the task, whether it failed or not.</summary>
    /// <param name="context">The host's context.</param>
    public virtual void Finally(T context)
    {
    }

    /// <inheritdoc/>
    Task IFrostingTask.RunAsync(ICakeContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Run((T)context);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    bool IFrostingTask.ShouldRun(ICakeContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return ShouldRun((T)context);
    }

    /// <inheritdoc/>
    void IFrostingTask.OnError(Exception exception, ICakeContext context)
    {
        ArgumentNullException.ThrowIfNull(exception);
        ArgumentNullException.ThrowIfNull(context);
        OnError(exception, (T)context);
    }

    /// <inheritdoc/>
    void IFrostingTask.Finally(ICakeContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Finally((T)context);
    }
}
